"""The objects of the assessment in the world of the permission table: one being prepared, one being judged, one in discussion."""

from datetime import timedelta

from django.utils import timezone

from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment
from parvis.assessment.rules.judging import Given
from tests.access_matrix.world import World


def build(world: World) -> None:
    coordinator = world.people["coordinator"]
    assert coordinator is not None
    preparing = _opened(world, "Preparing")
    judging = actions.move(coordinator, _opened(world, "Judging"), "judging")
    discussing = actions.move(coordinator, _opened(world, "Discussing"), "judging")
    actions.judge(
        coordinator, discussing.scenarios.get(), Given({"probability": 3, "vulnerability": 3}, {"people": 3}, 2)
    )
    actions.move(coordinator, discussing, "discussing")
    measure = actions.note_measure(coordinator, world.place, name="Row of plane trees", origin="natural", state="good")
    weakness = actions.write_vulnerability(
        coordinator, world.place, title="Vans reach the stalls", scenario=preparing.scenarios.get()
    )
    invitation, secret = actions.invite(
        coordinator, preparing, email="guest@fire.test", circle="involved", until=timezone.now() + timedelta(days=9)
    )
    open_ones, _accepted = queries.findings(coordinator, preparing)
    acceptance = actions.accept_finding(
        coordinator, preparing, code=open_ones[0].code, subject=open_ones[0].about[0].stamp, reason="known",
        until=timezone.localdate(),
    )  # fmt: skip
    workshop = actions.plan_workshop(
        coordinator, preparing, title="Round the table", starts=timezone.now(), where="Town hall", agenda="half_day"
    )
    note = actions.write_note(coordinator, workshop, text="The stalls stand closer than on the plan.")
    world.ids |= {
        "workshop": workshop.pk, "note": note.pk,
        "acceptance": acceptance.pk, "invitation": invitation.pk, "invitation_secret": secret,
        "preparing": preparing.pk, "judging": judging.pk, "discussing": discussing.pk, "measure": measure.pk,
        "weakness": weakness.pk, "scenario": preparing.scenarios.get().pk, "scenario_judging": judging.scenarios.get().pk,
        "member": preparing.team.get(account=world.people["operator"]).pk,
    }  # fmt: skip


def _opened(world: World, title: str) -> Assessment:
    coordinator = world.people["coordinator"]
    assert coordinator is not None
    made = actions.open_assessment(coordinator, world.place, title=title, condition="market")
    for name in ("expert", "operator"):
        actions.add_member(coordinator, made, account=world.people[name], is_police=name == "expert")
    actions.write_scenario(coordinator, made, threat="VEHICLE")
    return made
