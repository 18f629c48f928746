"""Three layouts of a master scenario events list, their columns in order.

The columns are those that CMU's Blueprint gives to new exercises (its seed data): HSEEP, Standard and MITRE. Their heads are
names of fields that other software looks for, so they stay in English.
"""

from dataclasses import dataclass

#: Fields that an inject has. A column without a field is left empty when written, and kept in the note when read.
FIELDS = (
    "number", "time", "kind", "mode", "sender", "to", "title", "message", "expected", "note", "objectives", "move", "group",
    "terms",
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """`columns`: the head of each column and the field that it holds, "" for none."""

    code: str
    name: str
    columns: tuple[tuple[str, str], ...]

    def head_of(self, field: str) -> str:
        """The head of the column that holds the field; "" where the layout has none."""
        return next((head for head, held in self.columns if held == field), "")


LAYOUTS = {
    layout.code: layout
    for layout in (
        Layout(
            "hseep",
            "HSEEP",
            (
                ("Event Number", "number"),
                ("Designated Scenario Time", "time"),
                ("Event Type", "kind"),
                ("Inject Mode", "mode"),
                ("From", "sender"),
                ("To", "to"),
                ("Message", "message"),
                ("Expected Participant Response", "expected"),
                ("Exercise Objective", "objectives"),
                ("Notes", "note"),
            ),
        ),
        Layout(
            "standard",
            "Standard",
            (
                ("Control Number", "number"),
                ("Move", "move"),
                ("Group", "group"),
                ("Delivery Time", "time"),
                ("Simulated Time", ""),
                ("Assigned To", ""),
                ("Status", ""),
                ("Title", "title"),
                ("Description", "message"),
                ("From Org", "sender"),
                ("To Org", "to"),
                ("Details", "note"),
                ("Expected Actions", "expected"),
            ),
        ),
        Layout(
            "mitre",
            "MITRE",
            (
                ("ID", "number"),
                ("Local Time", "time"),
                ("Delivery Method", "mode"),
                ("Target", "to"),
                ("Title", "title"),
                ("Description", "message"),
                ("Assumptions", ""),
                ("Notes", "note"),
                ("Expected Actions", "expected"),
                ("Measure of Performance", "terms"),
            ),
        ),
    )
}

#: What a cell of the column "Event Type" may say.
KINDS = {"inject": "Inject", "contingency": "Contingency Inject", "information": "Information"}
EXPECTED_ACTION = "Expected Action"

#: How a message comes in: the word that is written, and others that are understood.
MODES = {
    "call": ("Phone", "telephone", "call", "téléphone", "appel"),
    "radio": ("Radio",),
    "mail": ("E-mail", "email", "mail", "courriel"),
    "sms": ("Text message", "sms", "text"),
    "verbal": ("In person", "verbal", "face to face", "in person", "oral", "de vive voix"),
    "paper": ("Handout", "paper", "document", "papier"),
    "media": ("Media", "press", "tv", "news", "presse", "médias"),
    "social": ("Social media", "social", "tweet", "réseaux sociaux"),
}
