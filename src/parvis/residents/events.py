"""Journal events of the residents' room. An answer leaves one line that says only that the survey got one."""

from typing import ClassVar

from parvis.journal.events import Event


class SurveyPrepared(Event):
    NAME: ClassVar[str] = "residents.survey_prepared"
    urn: str
    version: str


class SurveyChanged(Event):
    NAME: ClassVar[str] = "residents.survey_changed"
    fields: list[str]


class SurveyOpened(Event):
    NAME: ClassVar[str] = "residents.survey_opened"


class SurveyClosed(Event):
    NAME: ClassVar[str] = "residents.survey_closed"
    answers: int
    published: int


class AnswerGiven(Event):
    """A survey got an answer; not which, not from whom."""

    NAME: ClassVar[str] = "residents.answer_given"
