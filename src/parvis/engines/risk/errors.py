"""What the risk engine refuses, each with a code for programs and a sentence for people."""

from parvis.engines.risk.wording import state
from parvis.engines.statement import Statement


class RiskError(ValueError):
    """Something given does not hold together. `code` says what, `statement` says it to people in their language."""

    def __init__(self, code: str, family: str, **values: object) -> None:
        self.code = code
        self.statement: Statement = state(f"{family}_{code}", **values)
        super().__init__(self.statement.sentence())


class FormulaError(RiskError):
    """A formula cannot be read (`syntax`, `name`, `forbidden`, `too_long`) or not be used with its scales
    (`divides_by_zero`, `not_finite`, `falls`, `too_many`). `detail` names the place in words of the formula."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, "formula", detail=detail)
        self.detail = detail


class GridError(RiskError):
    """The steps of a method do not hold together. `step` is the code of the step at fault."""

    def __init__(self, code: str, step: str, detail: str = "") -> None:
        super().__init__(code, "grid", step=step, detail=detail)
        self.step = step
        self.detail = detail


class QuestionnaireError(RiskError):
    """A questionnaire cannot be scored. `detail` is the section or item at fault."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, "questionnaire", detail=detail)
        self.detail = detail


class ElicitationError(RiskError):
    """An expert's estimate does not hold together. `expert` and `item` count from 0."""

    def __init__(self, code: str, expert: int, item: int) -> None:
        super().__init__(code, "estimate", expert=expert + 1, item=item + 1)
        self.expert = expert
        self.item = item
