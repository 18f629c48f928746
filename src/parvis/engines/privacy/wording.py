"""The sentences of the privacy engine."""

from parvis.engines.statement import Statement, gettext_noop

TEMPLATES = {
    "nothing_hidden": gettext_noop("Every figure is about at least %(k)d people, or about nobody."),
    "some_hidden": gettext_noop(
        "%(hidden)d of %(cells)d figures are hidden, so that nothing about fewer than %(k)d people can be read "
        "or worked out."
    ),
    "all_hidden": gettext_noop("Nothing can be shown yet: fewer than %(k)d people answered."),
    "difference": gettext_noop(
        "Beside what is already published, this release would give away a figure about %(people)d people."
    ),
    "name": gettext_noop("%(text)s is the name of a person."),
    "name_part": gettext_noop("%(text)s may be part of the name of a person."),
    "place": gettext_noop("%(text)s is a place that must stay unnamed."),
    "closed": gettext_noop("“%(text)s” repeats words that are need-to-know."),
    "email": gettext_noop("%(text)s looks like an e-mail address."),
    "phone": gettext_noop("%(text)s looks like a telephone number."),
    "coordinates": gettext_noop("%(text)s looks like coordinates."),
    "street_number": gettext_noop("%(text)s looks like an address."),
}


def state(code: str, **values: object) -> Statement:
    """A statement of this engine."""
    return Statement(code, values, TEMPLATES[code])
