"""A check in three sentences: does the plan keep its targets, what stops it, what would help most."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.content.language import listed, timed
from parvis.plans.models import CheckRun
from parvis.plans.rules.result import KEPT, Change, Result, gain, refused

NAMED = 3


@dataclass(frozen=True)
class Summary:
    """What the page of the plan says of its last check."""

    run: CheckRun
    sentences: list[str]


def summary(run: CheckRun | None) -> Summary | None:
    if run is None:
        return None
    reasons = refused(run)
    return Summary(run, [_("The plan cannot be put on a clock yet."), *reasons] if reasons else verdict(Result(run)))


def verdict(found: Result) -> list[str]:
    """The sentences, the most important first."""
    return [_targets(found), _stops(found), _help(found)]


def _targets(found: Result) -> str:
    missed = [row for row in found.shown if row["met"] and row["met"][0] < KEPT]
    missed.sort(key=lambda row: row["met"][0])
    if not found.targets:
        return _("No task has a target time, so nobody can say whether the plan is fast enough.")
    if not missed:
        return ngettext(
            "The plan keeps its target in at least four runs out of five.",
            "The plan keeps its %(n)d targets, each in at least four runs out of five.",
            found.targets,
        ) % {"n": found.targets}
    names = _few([found.name(row["code"]) for row in missed])
    return ngettext(
        "The plan misses %(missed)d of its %(n)d targets in more than one run out of five: %(names)s.",
        "The plan misses %(missed)d of its %(n)d targets, each in more than one run out of five: %(names)s.",
        len(missed),
    ) % {"missed": len(missed), "n": found.targets, "names": names}


def _stops(found: Result) -> str:
    single = [row.name for row in found.lost if row.single]
    if not single:
        return _("No single person and no single channel stops it.")
    return ngettext(
        "One alone stops it or delays it by more than ten minutes: %(names)s.",
        "%(n)d alone can each stop it or delay it by more than ten minutes: %(names)s.",
        len(single),
    ) % {"n": len(single), "names": _few(single)}


def _help(found: Result) -> str:
    best = most_helpful(found)
    if not found.changes:
        return _("Nothing that could be tried is lacking.")
    if best is None:
        return _("None of the changes that were tried brings a milestone forward by more than chance would.")
    facts = {"change": best.text, "milestone": best.milestone, "time": timed(gain(best.effect))}
    if best.effect["p80"][0] is None:
        return (
            _(
                "What would help most: “%(change)s”. Then %(milestone)s is done in four runs out of five, and so far it is not."
            )
            % facts
        )
    return (
        _(
            "What would help most: “%(change)s”. The time within which %(milestone)s is done in four runs out of five is then %(time)s shorter."
        )
        % facts
    )


def most_helpful(found: Result) -> Change | None:
    return next((change for change in found.changes if change.worth), None)


def _few(names: list[str]) -> str:
    more = len(names) - NAMED
    shown = listed(names[:NAMED])
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", more) % {"names": shown, "n": more}
