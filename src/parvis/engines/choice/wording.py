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
    "refused_text": gettext_noop("“%(text)s” stands where a number belongs (row %(row)d, column %(column)d)."),
    "refused_ragged": gettext_noop("The table is not rectangular, or holds something that is no number."),
    "refused_missing": gettext_noop("A number is missing or not finite."),
    "refused_missing_cell": gettext_noop("A number is missing or not finite in row %(row)d, column %(column)d."),
    "refused_whole": gettext_noop("Whole numbers up to a million are needed: give costs in a larger unit."),
    "refused_measures": gettext_noop("Cost, effect and openness must describe the same measures."),
    "refused_negative_cost": gettext_noop("The cost of measure %(measure)d is negative: a cost runs from 0 up."),
    "refused_share": gettext_noop("An effect is a share between 0 and 1."),
    "refused_importance": gettext_noop(
        "Each vulnerability needs a whole number from 0 up as its importance, and one of them more than 0."
    ),
    "refused_unknown_measure": gettext_noop("A dependency or an exclusion names a measure that is not in the list."),
    "refused_budget": gettext_noop("The budget is negative: a budget runs from 0 up."),
    "refused_granularity": gettext_noop("At least one budget and a step of openness from 1 up are needed."),
}


def state(code: str, **values: object) -> Statement:
    """A statement of this engine."""
    return Statement(code, values, TEMPLATES[code])
