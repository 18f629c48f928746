"""A plan that cannot be reckoned with, and why."""

from collections.abc import Mapping

from parvis.engines.drill.wording import state
from parvis.engines.statement import Translate


class PlanError(ValueError):
    """What cannot be: `code` is one of this engine's sentences, `tasks` the codes of what it is about.

    Codes: same_code, unknown_task, unknown_channel, unknown_resource, cycle, durations, target, no_time, too_long,
    no_people, no_room, no_share.
    """

    def __init__(self, code: str, tasks: tuple[str, ...]) -> None:
        """Keep the code and the tasks for the caller; the message is the English sentence."""
        self.code = code
        self.tasks = tasks
        super().__init__(self.sentence())

    def sentence(self, translate: Translate = str, names: Mapping[str, str] | None = None) -> str:
        """What is wrong, for a person; `names` gives names in place of codes."""
        known = names or {}
        between = " → " if self.code == "cycle" else ", "
        return state(self.code, tasks=between.join(known.get(code, code) for code in self.tasks)).sentence(translate)
