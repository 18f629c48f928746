"""The sentences of the risk engine."""

from parvis.engines.statement import Statement, gettext_noop

TEMPLATES = {
    "good": gettext_noop("The judgements agree well (alpha %(alpha).2f over %(units)d items)."),
    "tentative": gettext_noop(
        "The judgements agree enough for a tentative conclusion (alpha %(alpha).2f over %(units)d items)."
    ),
    "discuss": gettext_noop(
        "The judgements differ (alpha %(alpha).2f over %(units)d items): discuss them before relying on a summary."
    ),
    "no_pairs": gettext_noop("Agreement cannot be measured yet: nothing has been judged by two people."),
    "no_variation": gettext_noop(
        "Everybody gave the same level everywhere, so agreement cannot be told from habit or from chance."
    ),
    "few_people": gettext_noop(
        "Fewer than %(people)d people judged some of the scenarios: the order is less sure than it looks."
    ),
    "could_flip": gettext_noop(
        "The order of %(upper)s and %(lower)s is open: in %(percent)d %% of repeated panels it comes out the other way."
    ),
}


def state(code: str, **values: object) -> Statement:
    """A statement of this engine."""
    return Statement(code, values, TEMPLATES[code])
