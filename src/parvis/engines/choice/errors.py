"""What the choice engine refuses, each with a code for programs and a sentence for people."""

from parvis.engines.choice.wording import state
from parvis.engines.statement import Statement


class ChoiceError(ValueError):
    """Something given cannot be ranked or combined. `code` says what, `statement` says it to people in their language."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.statement: Statement = state(f"refused_{code}", **values)
        super().__init__(self.statement.sentence())
