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
    "open_colour": gettext_noop(
        "The colour of %(name)s is open: %(band)s comes out in %(percent)d %% of repeated panels only."
    ),
    "grid_misleads": gettext_noop(
        "The grid puts %(graver)s above %(milder)s, although the product of its values is smaller, as in %(percent)d %% of repeated panels: compare the two by their values."
    ),
    "residual_higher": gettext_noop(
        "The risk after the measure (%(after)s) is above the risk before it (%(before)s). Check both values, or say why a measure raises the risk."
    ),
    "formula_syntax": gettext_noop("The formula cannot be read: “%(detail)s”. Check its signs and parentheses."),
    "formula_name": gettext_noop("The formula uses “%(detail)s”, which is not a factor of this method."),
    "formula_forbidden": gettext_noop(
        "The formula contains “%(detail)s”. Only numbers, factors, + - * /, parentheses, min and max are allowed."
    ),
    "formula_too_long": gettext_noop("The formula is too long or too deeply nested: “%(detail)s”. Shorten it."),
    "formula_divides_by_zero": gettext_noop("The formula divides by zero at %(detail)s."),
    "formula_not_finite": gettext_noop("The formula gives no finite number at %(detail)s."),
    "formula_falls": gettext_noop("In the formula a worse value gives a better result: %(detail)s."),
    "formula_too_many": gettext_noop(
        "The scales of this formula have %(detail)s combinations, too many to check. Use fewer factors or levels."
    ),
    "grid_none": gettext_noop("The method has no table."),
    "grid_empty": gettext_noop("The table %(step)s is empty."),
    "grid_ragged": gettext_noop("The rows of the table %(step)s differ in length."),
    "grid_too_large": gettext_noop("The table %(step)s has more than 11 rows or columns."),
    "grid_whole": gettext_noop("The table %(step)s must hold whole numbers only."),
    "grid_falls": gettext_noop("In the table %(step)s a worse level gives a better result."),
    "grid_twice": gettext_noop("The table %(step)s has %(detail)s on both sides."),
    "grid_repeated": gettext_noop("Two tables are called %(step)s."),
    "grid_order": gettext_noop("The table %(step)s uses %(detail)s, which comes later."),
    "grid_unused": gettext_noop("No other table uses the result of the table %(step)s."),
    "grid_size": gettext_noop("In the table %(step)s, %(detail)s has another number of levels than before."),
    "grid_outside": gettext_noop("The table %(step)s lacks a level that the table %(detail)s can give."),
    "estimate_incomplete": gettext_noop(
        "Estimate %(item)d of expert %(expert)d is incomplete: a lowest and a highest value need each other, a best value and a confidence."
    ),
    "estimate_order": gettext_noop(
        "Estimate %(item)d of expert %(expert)d is out of order: the best value must lie between the lowest and the highest."
    ),
    "estimate_confidence": gettext_noop(
        "The confidence in estimate %(item)d of expert %(expert)d must lie between 50 and 100 percent."
    ),
    "estimate_scale": gettext_noop("Estimate %(item)d of expert %(expert)d lies outside the scale."),
    "questionnaire_weights": gettext_noop("The weights in %(detail)s sum to nothing: give at least one of them."),
    "questionnaire_weight": gettext_noop("The weight of %(detail)s must be a number from 0 up."),
    "questionnaire_scale": gettext_noop("The scale of %(detail)s must run from a lower to a higher number."),
    "questionnaire_answer": gettext_noop("The answer to %(detail)s is not one of those offered."),
    "questionnaire_repeated": gettext_noop("%(detail)s is asked twice."),
}


def state(code: str, **values: object) -> Statement:
    """A statement of this engine."""
    return Statement(code, values, TEMPLATES[code])
