"""How Parvis says no. The web, the API and the command line turn each of these into their own words and codes."""


class NotVisible(Exception):
    """The object does not exist for this reader. Whether it exists at all must not show: pages answer 404."""


class NotAllowed(Exception):
    """The reader may see the object, but not do this with it. `reason` is a sentence for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Exception):
    """The input cannot be used. `sentence` says what happened, what was kept and what to do."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Conflict(Exception):
    """Somebody else saved the record in the meantime; nothing of either was lost. `sentence` may say who, and when."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
