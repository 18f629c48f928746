"""What remains of a risk once a measure is in place."""

from parvis.engines.risk.wording import state
from parvis.engines.statement import Statement


def residual_problem(before: float, after: float, reason: str = "") -> Statement | None:
    """What is wrong with a risk that is higher after a measure than before it; None when it is not, or when somebody
    gave a reason. Both are on the same scale, a band or a result of a formula; nan counts as not judged."""
    if not after > before or reason.strip():
        return None
    return state("residual_higher", before=_plain(before), after=_plain(after))


def _plain(value: float) -> float:
    """A whole number without decimals, another with two."""
    return int(value) if value == int(value) else round(value, 2)
