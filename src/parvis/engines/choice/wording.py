"""The sentences of the choice engine."""

from parvis.engines.statement import Statement, gettext_noop

TEMPLATES = {
    "knocked_out": gettext_noop("%(option)s is out: it does not meet what is required on %(criterion)s."),
    "none_left": gettext_noop("No option meets every requirement."),
    "only_one": gettext_noop("%(option)s is the only option that meets every requirement."),
    "ahead": gettext_noop("%(option)s is ahead of %(rival)s by %(margin).1f points of 100."),
    "level": gettext_noop("%(option)s and %(rival)s are level."),
    "stronger": gettext_noop("%(option)s is stronger than %(rival)s on %(criterion)s (%(points).1f points)."),
    "weaker": gettext_noop("%(option)s is weaker than %(rival)s on %(criterion)s (%(points).1f points)."),
    "method_disagrees": gettext_noop("%(method)s would put %(option)s first."),
    "no_flip": gettext_noop("No change of a single weight would put another option first."),
    "flip_up": gettext_noop(
        "If %(criterion)s weighed more than %(needed).1f %% instead of %(now).1f %%, %(rival)s would come first."
    ),
    "flip_down": gettext_noop(
        "If %(criterion)s weighed less than %(needed).1f %% instead of %(now).1f %%, %(rival)s would come first."
    ),
    "first_share": gettext_noop(
        "%(option)s comes first in %(percent)d %% of the rankings when weights and experts vary."
    ),
}


def state(code: str, **values: object) -> Statement:
    """A statement of this engine."""
    return Statement(code, values, TEMPLATES[code])
