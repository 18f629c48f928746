"""Writes of the assessment: each a verb, one transaction, one event."""

from parvis.assessment.actions.accepting import accept_finding, withdraw_acceptance
from parvis.assessment.actions.handing import BroughtIn, bring_in
from parvis.assessment.actions.inviting import invite, take_seat, withdraw
from parvis.assessment.actions.judging import judge
from parvis.assessment.actions.measures import change_measure, note_measure, remove_measure
from parvis.assessment.actions.opening import change_assessment, leave_out, move, open_assessment
from parvis.assessment.actions.receiving import answer_here, photo_here, receive_entries, receive_photo, takes_entries
from parvis.assessment.actions.scenarios import change_scenario, remove_scenario, start_with, take_over, write_scenario
from parvis.assessment.actions.team import add_member, remove_member
from parvis.assessment.actions.tiers import say_expectation, set_tier
from parvis.assessment.actions.visiting import extend_visit, issue_visit, may_answer, return_visit, revoke_visit
from parvis.assessment.actions.weaknesses import change_vulnerability, write_vulnerability
from parvis.assessment.actions.workshops import (
    change_workshop,
    close_minutes,
    note_attendance,
    plan_workshop,
    strike_note,
    write_note,
)

__all__ = [
    "BroughtIn",
    "accept_finding",
    "add_member",
    "answer_here",
    "bring_in",
    "change_assessment",
    "change_measure",
    "change_scenario",
    "change_vulnerability",
    "change_workshop",
    "close_minutes",
    "extend_visit",
    "invite",
    "issue_visit",
    "judge",
    "leave_out",
    "may_answer",
    "move",
    "note_attendance",
    "note_measure",
    "open_assessment",
    "photo_here",
    "plan_workshop",
    "receive_entries",
    "receive_photo",
    "remove_measure",
    "remove_member",
    "remove_scenario",
    "return_visit",
    "revoke_visit",
    "say_expectation",
    "set_tier",
    "start_with",
    "strike_note",
    "take_over",
    "take_seat",
    "takes_entries",
    "withdraw",
    "withdraw_acceptance",
    "write_note",
    "write_scenario",
    "write_vulnerability",
]
