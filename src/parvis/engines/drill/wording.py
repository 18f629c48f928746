"""The sentences of the drill engine."""

from parvis.engines.statement import Statement, gettext_noop

TEMPLATES = {
    "cycle": gettext_noop("These tasks wait for one another in a circle: %(tasks)s."),
    "unknown_task": gettext_noop("The plan waits for tasks that it does not contain: %(tasks)s."),
    "same_code": gettext_noop("Two entries of the plan have the same code: %(tasks)s."),
    "T01": gettext_noop("Nobody is responsible for %(subject)s."),
    "T02": gettext_noop("Nobody answers for %(subject)s."),
    "T03": gettext_noop("Several roles answer for %(subject)s: %(roles)s."),
    "T04": gettext_noop("%(subject)s is given to somebody who is not a role of this plan: %(roles)s."),
    "T05": gettext_noop("%(subject)s must be done within %(target)d seconds, yet %(count)d roles are to be consulted."),
    "R01": gettext_noop("Nobody holds the role %(subject)s."),
    "R02": gettext_noop("%(subject)s has no deputy, and the whole waits for its tasks: %(tasks)s."),
    "D01": gettext_noop("These tasks wait for one another in a circle: %(tasks)s."),
    "D02": gettext_noop("%(subject)s waits for %(missing)s, which is not in the plan."),
    "D03": gettext_noop("Nothing follows from %(subject)s, and nobody is told."),
    "C01": gettext_noop("%(receivers)s must hear from %(subject)s, but no channel is named."),
    "C02": gettext_noop("%(receivers)s hear from %(subject)s by one channel only: %(channel)s."),
    "C03": gettext_noop(
        "%(subject)s alone makes %(count)d of the %(all)d notifications, and has up to %(peak)d tasks at once "
        "with room for %(capacity)d: partners may not be told (%(tasks)s)."
    ),
    "C04": gettext_noop("%(subject)s starts only when somebody calls (%(callers)s); nothing happens if no call comes."),
    "S02": gettext_noop("%(subject)s has up to %(peak)d tasks at once, with room for %(capacity)d."),
    "X01": gettext_noop("%(subject)s can save lives, but has no target time."),
    "X02": gettext_noop(
        "%(subject)s cannot be done within %(target)d seconds: what comes before it takes it to %(least)d at best."
    ),
    "never_done": gettext_noop("%(task)s was never done."),
    "not_observed": gettext_noop("Nobody observed %(task)s."),
    "late": gettext_noop("%(task)s took %(seconds)d seconds against a target of %(target)d."),
    "wrong_owner": gettext_noop("%(task)s was done by %(role)s, who is not responsible for it in the plan."),
    "duplicate": gettext_noop("%(task)s was done more than once: %(roles)s."),
    "out_of_order": gettext_noop("%(task)s began before %(before)s was done."),
    "rate_unseen": gettext_noop("Nobody observed this task."),
    "rate_unknown": gettext_noop("It was done, but the moment from which its target counts was not recorded."),
    "rate_never": gettext_noop("It was not done by the end of the exercise."),
    "rate_harm": gettext_noop("It was done at the expense of another task."),
    "rate_late": gettext_noop("It was done after its target time."),
    "rate_met": gettext_noop("It was done within its target time."),
    "rate_met_but": gettext_noop("It was done within its target time, and an improvement was noted."),
    "rate_done": gettext_noop("It was done; the plan sets no target time."),
    "rate_done_but": gettext_noop("It was done, the plan sets no target time, and an improvement was noted."),
}

FIXES = {
    "T01": gettext_noop("Name the role that does it."),
    "T02": gettext_noop("Name the one role that answers for it."),
    "T03": gettext_noop("Leave one role that answers for it; consult or inform the others."),
    "T04": gettext_noop("Name a role with a holder rather than a service."),
    "T05": gettext_noop("Let the responsible role act first and inform the others."),
    "R01": gettext_noop("Name a holder for every duty period."),
    "R02": gettext_noop("Name a deputy who can be reached in another way."),
    "D01": gettext_noop("Let one of them start without waiting for the others."),
    "D02": gettext_noop("Add that task, or let this one start from another."),
    "D03": gettext_noop("Say who needs to know, or which task starts from it."),
    "C01": gettext_noop("Name a channel and a second one to fall back on."),
    "C02": gettext_noop("Name a second channel that does not share its power, network or place."),
    "C03": gettext_noop(
        "Give the notifications to another role, such as the control room, and a second person for them."
    ),
    "C04": gettext_noop("Say after how long the role acts on its own, and whom it asks."),
    "S02": gettext_noop("Share the tasks out, put them one after another, or add a second person."),
    "X01": gettext_noop("Set a target time, in seconds from the trigger."),
    "X02": gettext_noop("Shorten what comes before, start it earlier, or set an honest target."),
}


def state(code: str, **values: object) -> Statement:
    """A statement of this engine."""
    return Statement(code, values, TEMPLATES[code])
