"""Words and small pictures for the templates."""

from django import template

from parvis.access.models import Marking
from parvis.content.queries import label, term
from parvis.web.pages.journal.wording import meaning

register = template.Library()


@register.filter
def tlp(marking: int) -> str:
    """The TLP label of a marking: never translated."""
    return Marking(marking).label


@register.filter
def event(action: str) -> str:
    """What an event of the journal means, in the reader's language."""
    return meaning(action)


@register.filter
def words(code: str, vocabulary: str) -> str:
    """A code of the places pack in the reader's language: {{ place.category|words:"categories" }}."""
    return term(vocabulary, code)


@register.filter
def text(value: dict[str, str]) -> str:
    """A text of a pack in the reader's language."""
    return label(value)
