"""The sentences of the drill engine."""

from parvis.engines.drill.wording_rules import FIXES, REASONS
from parvis.engines.drill.wording_rules import TEMPLATES as RULE_TEMPLATES
from parvis.engines.statement import Statement, gettext_noop

__all__ = ["FIXES", "REASONS", "TEMPLATES", "state"]

TEMPLATES = RULE_TEMPLATES | {
    "cycle": gettext_noop("These tasks wait for one another in a circle: %(tasks)s."),
    "unknown_task": gettext_noop("The plan waits for tasks that it does not contain: %(tasks)s."),
    "same_code": gettext_noop("Two entries of the plan have the same code: %(tasks)s."),
    "unknown_channel": gettext_noop("Messages go by channels that the plan does not list: %(tasks)s."),
    "unknown_resource": gettext_noop("Tasks need resources that the plan does not list: %(tasks)s."),
    "durations": gettext_noop("Times must rise from 0 to at most a week: least, most likely, greatest (%(tasks)s)."),
    "target": gettext_noop("A target time must be above 0 seconds (%(tasks)s)."),
    "no_time": gettext_noop(
        "No time is given for these tasks: say how long each takes at least, usually and at most, or make it a "
        "milestone (%(tasks)s)."
    ),
    "too_long": gettext_noop(
        "These tasks last more than a week; a plan of the first hours cannot reckon with them: %(tasks)s."
    ),
    "no_people": gettext_noop(
        "Nobody holds these roles in some duty period, so their tasks would never be done: %(tasks)s."
    ),
    "no_room": gettext_noop("These need more places at once than there are: %(tasks)s."),
    "no_share": gettext_noop("A probability must lie between 0 and 1 (%(tasks)s)."),
    "what_deputy": gettext_noop("A deputy for %(subject)s"),
    "what_second": gettext_noop("A second person in the role %(subject)s"),
    "what_push": gettext_noop("The word goes out by itself: %(subject)s"),
    "what_push_all": gettext_noop("Every word that is waited for goes out by itself"),
    "what_timeout": gettext_noop("Whoever waits for a call acts after five minutes without it"),
    "what_channel": gettext_noop("A second channel wherever there is one only"),
    "what_measure": gettext_noop("With the measure: %(subject)s"),
    "what_without": gettext_noop("Without the measure: %(subject)s"),
    "trust_durations": gettext_noop(
        "%(guessed)d of %(all)d durations are guesses; the others rest on %(sample)d observed times."
    ),
    "trust_all_guessed": gettext_noop("All %(all)d durations are guesses; none was observed."),
    "trust_runs": gettext_noop(
        "%(runs)d runs were drawn: the intervals say how much other random numbers would change, not whether the plan is right."
    ),
    "trust_guess": gettext_noop("With guesses in it, compare variants of the plan rather than trust single minutes."),
    "trust_seen": gettext_noop("Observed times come from exercises: on the day, allow for more."),
    "never_done": gettext_noop("%(task)s was never done."),
    "not_observed": gettext_noop("Nobody observed %(task)s."),
    "late": gettext_noop("%(task)s took %(seconds)d seconds against a target of %(target)d."),
    "wrong_owner": gettext_noop("%(task)s was done by %(role)s, who is not responsible for it in the plan."),
    "duplicate": gettext_noop("%(task)s was done more than once: %(roles)s."),
    "out_of_order": gettext_noop("%(task)s began before %(before)s was done."),
    "pair_counts": gettext_noop("%(n)d tasks were done both ways: %(faster)d faster with it, %(slower)d slower."),
    "pair_middle": gettext_noop("The median difference is %(seconds)d seconds; below zero it went faster with it."),
    "pair_gained": gettext_noop("Done with it only: %(tasks)s."),
    "pair_lost": gettext_noop("Done without it only: %(tasks)s."),
    "pair_once": gettext_noop(
        "It was played once each way: a difference may be luck, or that people knew the script the second time."
    ),
    "pair_runs": gettext_noop("The medians of %(a)d runs without and %(b)d with it are compared."),
    "rate_no_tasks": gettext_noop("No critical task stands behind it."),
    "rate_partly": gettext_noop("Not all of its critical tasks are rated."),
    "rate_weakest": gettext_noop("The weakest of its critical tasks."),
    "rate_no_targets": gettext_noop("No capability target stands behind it."),
    "rate_partly_targets": gettext_noop("Not all of its capability targets have a letter."),
    "rate_weakest_target": gettext_noop("The weakest of its capability targets."),
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


def state(code: str, **values: object) -> Statement:
    """A statement of this engine."""
    return Statement(code, values, TEMPLATES[code])
