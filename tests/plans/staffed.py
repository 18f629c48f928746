"""A plan that can be put on a clock: every role held, every task with a time."""

from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import actions
from parvis.plans.models import Channel, Message, Plan


def build(account: Account, square: Place) -> Plan:
    """The duty officer alerts the team leader, who closes the street when called; one has no deputy."""
    plan = actions.write_plan(account, square, title="Plan of the fair", channels=["telephone"])
    officer = actions.set_role(
        account, plan, name="Duty officer", duties={None: ["officer of the day", "deputy officer"]}
    )
    leader = actions.set_role(account, plan, name="Team leader", duties={None: ["leader of the shift"]})
    alert = actions.set_task(
        account, plan, text="Alert the team", phase="alert", responsible=officer, accountable=officer, target_s=120,
        dur_min_s=20, dur_mode_s=40, dur_max_s=90,
    )  # fmt: skip
    close = actions.set_task(
        account, plan, text="Close the street", responsible=leader, accountable=officer, target_s=420,
        dur_min_s=120, dur_mode_s=180, dur_max_s=400, predecessors=[alert],
    )  # fmt: skip
    actions.set_part(account, plan, Message, sender=alert, receiver=close, way="pull", call_s=60)
    plan.refresh_from_db()
    return plan


def add_radio(account: Account, plan: Plan) -> Channel:
    """A second usual channel."""
    radio = actions.set_part(account, plan, Channel, name="radio", usual=True)
    plan.refresh_from_db()
    return radio
