"""Which role may do what: data, in one place. Code asks for a capability, never for a role."""

from enum import StrEnum

from parvis.people.models import Role


class Can(StrEnum):
    READ = "read"
    EDIT_PLACES = "edit_places"
    IMPORT = "import"
    LEAD_ASSESSMENT = "lead_assessment"
    JUDGE = "judge"
    SOLVE = "solve"
    DECIDE = "decide"
    PLAN = "plan"
    UPDATE_ACTIONS = "update_actions"
    DIRECT = "direct"
    OBSERVE = "observe"
    SURVEY = "survey"
    SHARE = "share"
    EXPORT = "export"
    GRANT = "grant"
    READ_JOURNAL = "read_journal"
    LOAD_PACKS = "load_packs"
    MANAGE_PEOPLE = "manage_people"


ROLES: dict[Role, frozenset[Can]] = {
    Role.COORDINATOR: frozenset(Can) - {Can.MANAGE_PEOPLE},
    Role.EXPERT: frozenset({Can.READ, Can.JUDGE, Can.OBSERVE}),
    Role.PLANNER: frozenset({Can.READ, Can.JUDGE, Can.SOLVE, Can.EXPORT}),
    Role.OPERATOR: frozenset({Can.READ, Can.JUDGE, Can.UPDATE_ACTIONS}),
    Role.DIRECTOR: frozenset({Can.READ, Can.PLAN, Can.UPDATE_ACTIONS, Can.DIRECT, Can.OBSERVE, Can.EXPORT}),
    Role.OBSERVER: frozenset({Can.READ, Can.OBSERVE}),
    Role.READER: frozenset({Can.READ, Can.EXPORT}),
    # The administrator keeps the installation running and needs to know nothing of what is weak in a place.
    Role.ADMINISTRATOR: frozenset({Can.MANAGE_PEOPLE, Can.LOAD_PACKS, Can.READ_JOURNAL}),
}
