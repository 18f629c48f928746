"""Plan packs: a security plan to begin with, in which a town names its own people and times."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from parvis.content.schemas.common import Code, Head, Once, Strict, Text, ThreatCode
from parvis.content.schemas.exercise import TaskCode

Seconds = Annotated[int, Field(ge=0, le=604_800)]
Three = Annotated[list[Seconds], Field(min_length=3, max_length=3)]
Percent = Annotated[int, Field(ge=0, le=100)]
Few = Annotated[int, Field(ge=1, le=1000)]


class Period(Strict):
    """A duty period, in the order of their turn."""

    code: Code
    label: Text
    hours: Annotated[int, Field(ge=1, le=168)]


class Channel(Strict):
    """A way for the word. `delay_s`: least, usual, most."""

    code: Code
    label: Text
    kind: Literal["radio", "telephone", "mobile", "mail", "platform", "alarm", "runner", "other"]
    usual: bool = False
    delay_s: Three
    availability: Percent = 100


class Resource(Strict):
    """Equipment that tasks share."""

    code: Code
    label: Text
    quantity: Few = 1


class PlanRole(Strict):
    """A role of an organisation at its level of governance. Who holds it, the town says."""

    code: Code
    label: Text
    organisation: Text
    level: Literal["site", "municipal", "intermunicipal", "departmental", "regional", "national", "private"]
    capacity: Few = 1
    incompatible: Once[Code] = []


class PlanTask(Strict):
    """What is done, by whom, after what, by when. `durations_s`: least, usual, most."""

    id: TaskCode
    phase: Literal["alert", "decide", "protect", "evacuate", "rescue", "inform", "recover"]
    text: Text
    role: Code
    answers: Code | None = None
    asks: Once[Code] = []
    tells: Once[Code] = []
    after: Once[TaskCode] = []
    one_of: Once[TaskCode] = []
    target_s: Annotated[int, Field(ge=1, le=604_800)]
    durations_s: Three
    people: Few = 1
    needs: Once[Code] = []
    milestone: bool = False


class PlanMessage(Strict):
    """The word from a task to a task or a role; what happens when it does not come."""

    sender: TaskCode
    task: TaskCode | None = None
    role: Code | None = None
    way: Literal["push", "pull"] = "push"
    call_s: Seconds | None = None
    channels: Annotated[Once[Code], Field(min_length=1)]
    timeout_s: Seconds | None = None
    fallback: Text
    fallback_s: Seconds | None = None


class PlanTrigger(Strict):
    """What sets the plan off, and the tasks that begin."""

    code: Code
    label: Text
    threat: ThreatCode | None = None
    tasks: Annotated[Once[TaskCode], Field(min_length=1)]


class PlanPack(Head):
    """A plan to begin with: of a site, an event, or a part of the municipal emergency plan."""

    kind: Literal["plan"]
    of: Literal["site", "event", "municipal"]
    #: Kinds of place that it fits, the best first; empty: any.
    places: Once[Code] = []
    purpose: Text
    periods: Once[Period]
    channels: Annotated[Once[Channel], Field(min_length=1)]
    resources: Once[Resource] = []
    roles: Annotated[Once[PlanRole], Field(min_length=1)]
    tasks: Annotated[Once[PlanTask], Field(min_length=1)]
    messages: list[PlanMessage]
    triggers: Annotated[Once[PlanTrigger], Field(min_length=1)]

    @model_validator(mode="after")
    def _everything_named_exists(self) -> "PlanPack":
        tasks = {task.id for task in self.tasks}
        roles = {role.code for role in self.roles}
        named = {name for role in self.roles for name in role.incompatible} - roles
        for task in self.tasks:
            named |= {name for name in (task.role, task.answers, *task.asks, *task.tells) if name} - roles
            named |= {*task.after, *task.one_of} - tasks
            named |= set(task.needs) - {resource.code for resource in self.resources}
        for word in self.messages:
            if (word.task is None) == (word.role is None):
                raise ValueError(f"message:{word.sender}")
            named |= {name for name in (word.sender, word.task) if name} - tasks
            named |= ({word.role} if word.role else set()) - roles
            named |= set(word.channels) - {channel.code for channel in self.channels}
        named |= {name for trigger in self.triggers for name in trigger.tasks} - tasks
        if named:
            raise ValueError("unknown:" + ", ".join(sorted(named)))
        return self
