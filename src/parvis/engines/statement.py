"""What an engine has to say: a code with its values, and an English sentence that a caller can have translated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Translate = Callable[[str], str]


def gettext_noop(template: str) -> str:
    """Mark a template for the message catalogue. The engines know no catalogue: translation happens in `sentence`."""
    return template


@dataclass(frozen=True)
class Statement:
    """One thing said: `code` for programs, `template` with `%(name)s` places for people, `values` for both."""

    code: str
    values: Mapping[str, object]
    template: str

    def sentence(self, translate: Translate = str) -> str:
        """The template in the caller's language (for example `translate=gettext`), filled with the values."""
        return translate(self.template) % self.values
