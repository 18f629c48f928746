"""Journal events of documents."""

from typing import ClassVar

from parvis.journal.events import Event


class DocumentWritten(Event):
    """Somebody took the document of a place out of the installation."""

    NAME: ClassVar[str] = "reports.document_written"
    format: str
    language: str


class AssessmentDocumentWritten(Event):
    """Somebody took a document of an assessment out of the installation."""

    NAME: ClassVar[str] = "reports.assessment_document_written"
    document: str
    format: str
    language: str
    named: bool  # whether experts stand in it by name


class ExerciseDocumentWritten(Event):
    """Somebody took the after-action report or the improvement plan of an exercise out of the installation."""

    NAME: ClassVar[str] = "reports.exercise_document_written"
    format: str
    language: str


class CheckDocumentWritten(Event):
    """Somebody took the check of a plan out of the installation."""

    NAME: ClassVar[str] = "reports.check_document_written"
    format: str
    language: str
    edition: int


class ExtractReleased(Event):
    """Somebody decided that an extract of an assessment leaves for the public or for partners, for a reason."""

    NAME: ClassVar[str] = "reports.extract_released"
    released_as: int  # the marking
    format: str
    language: str
    reason: str
    pieces: int
    sha256: str  # of the file
