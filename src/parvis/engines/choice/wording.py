"""The sentences of the choice engine."""

from parvis.engines.statement import Statement, gettext_noop

TEMPLATES = {
    "knocked_out": gettext_noop("“%(option)s” is out: it does not meet what is required on %(criterion)s."),
    "none_left": gettext_noop("No option meets every requirement."),
    "only_one": gettext_noop("“%(option)s” is the only option that meets every requirement."),
    "ahead": gettext_noop("“%(option)s” is ahead of “%(rival)s” by %(margin).1f points of 100."),
    "leads": gettext_noop("“%(option)s” leads because it is stronger than “%(rival)s” on: %(criteria)s."),
    "level": gettext_noop("“%(option)s” and “%(rival)s” are level."),
    "stronger": gettext_noop("“%(option)s” is stronger than “%(rival)s” on %(criterion)s (%(points).1f points)."),
    "weaker": gettext_noop("“%(option)s” is weaker than “%(rival)s” on %(criterion)s (%(points).1f points)."),
    "method_disagrees": gettext_noop("%(method)s would put “%(option)s” first."),
    "no_flip": gettext_noop("No change of a single weight would put another option first."),
    "no_weights": gettext_noop(
        "No weights at all would put another option first: the first is better on every criterion."
    ),
    "moved": gettext_noop(
        "If all weights may move together, %(points).1f points of 100 are enough to put “%(rival)s” level: from %(less)s to %(more)s."
    ),
    "flip_up": gettext_noop(
        "If %(criterion)s weighed more than %(needed).1f %% instead of %(now).1f %%, “%(rival)s” would come first."
    ),
    "flip_down": gettext_noop(
        "If %(criterion)s weighed less than %(needed).1f %% instead of %(now).1f %%, “%(rival)s” would come first."
    ),
    "first_share": gettext_noop(
        "“%(option)s” comes first in %(percent)d %% of the rankings when weights and experts vary."
    ),
    "refused_text": gettext_noop("“%(text)s” stands where a number belongs (row %(row)d, column %(column)d)."),
    "refused_ragged": gettext_noop("The table is not rectangular, or holds something that is no number."),
    "refused_missing": gettext_noop("A number is missing or not finite."),
    "refused_missing_cell": gettext_noop("A number is missing or not finite in row %(row)d, column %(column)d."),
    "methods_level": gettext_noop("The methods see no difference between the options."),
    "methods_same": gettext_noop("All %(methods)d methods give the same order."),
    "methods_alike": gettext_noop("The methods agree closely on the order (Kendall's W %(w).2f)."),
    "methods_mostly": gettext_noop("The methods agree on the order in the main (Kendall's W %(w).2f)."),
    "methods_differ": gettext_noop(
        "The methods differ on the order (Kendall's W %(w).2f): it depends on the method, so talk about the scores."
    ),
    "methods_apart": gettext_noop("%(one)s and %(other)s are furthest apart (Kendall's tau %(tau).2f)."),
    "reversal": gettext_noop("%(method)s: if “%(leaving)s” is left out, “%(rises)s” passes “%(falls)s”."),
    "reversal_first": gettext_noop(
        "%(method)s: if “%(leaving)s” is left out, “%(rises)s” passes “%(falls)s”, which led the others."
    ),
    "pairs_consistent": gettext_noop("The comparisons fit together (consistency ratio %(ratio).2f)."),
    "pairs_inconsistent": gettext_noop(
        "The comparisons contradict one another (consistency ratio %(ratio).2f, at most %(tolerated).2f is usual)."
    ),
    "triad": gettext_noop(
        "Least of all these three fit: %(one)s to %(two)s was given as %(first).2f and %(two)s to %(three)s as %(second).2f, which makes %(one)s to %(three)s %(implied).2f; it was given as %(given).2f."
    ),
    "repair": gettext_noop(
        "It would help most to look again at %(one)s against %(two)s: %(fits).2f would fit the rest, and the ratio fall to %(ratio).2f."
    ),
    "refused_swing": gettext_noop("The largest swing is 100, the others lie between 0 and 100."),
    "refused_square": gettext_noop("Comparisons need a square table of at most %(most)d criteria."),
    "refused_no_comparison": gettext_noop("The comparison in row %(row)d, column %(column)d is missing."),
    "refused_off_scale": gettext_noop("The comparison in row %(row)d, column %(column)d lies outside 1/9 to 9."),
    "refused_reciprocal": gettext_noop(
        "The comparison in row %(row)d, column %(column)d contradicts its counterpart: one must be the reciprocal of the other."
    ),
    "refused_unscored": gettext_noop("Every option needs a score on every criterion from at least one expert."),
    "refused_bounds": gettext_noop(
        "Lower and upper bounds must be tables of the same size, the lower never above the upper."
    ),
    "refused_profiles": gettext_noop(
        "Classes need one profile fewer than there are names, each with a limit for every criterion, rising from class to class."
    ),
    "refused_thresholds": gettext_noop(
        "Thresholds must rise from indifference to preference to veto, and the majority lie between a half and 1."
    ),
    "refused_weights": gettext_noop("Weights must be numbers from 0 up, and not all 0."),
    "refused_table": gettext_noop(
        "A ranking needs a table of options by criteria, with one weight for each criterion."
    ),
    "refused_directions": gettext_noop("Each criterion needs a direction: 1 if more is better, -1 if less is better."),
    "refused_method": gettext_noop("There is no method called “%(method)s”."),
    "refused_negative": gettext_noop(
        "The weighted sum of raw figures needs none below 0, a sum above 0 for each criterion, and costs above 0 (column %(column)d). Score on declared scales instead."
    ),
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
