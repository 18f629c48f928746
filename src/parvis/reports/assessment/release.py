"""The extract of an assessment as it would leave now: composed by rule, read by the machine, or refused with a sentence."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.assessment.models import Assessment
from parvis.assessment.queries import Closed, closed_words
from parvis.content.language import listed
from parvis.people.models import Account
from parvis.people.queries import every_account
from parvis.reports.assessment.case import Case, case_of
from parvis.reports.assessment.extract import document
from parvis.reports.assessment.guard import Hit, Watch, checked
from parvis.reports.assessment.publishing import Kind, Left, Sifted, sifted
from parvis.reports.assessment.telling import pieces
from parvis.reports.assessment.wording import label_of
from parvis.reports.document import Document

#: What somebody can mark lower for its own sake.
OWN_MARKING = (Kind.MEASURE, Kind.DECISION, Kind.ACTION, Kind.RESIDENTS)


@dataclass(frozen=True)
class Extract:
    """What goes in, what stays out and why, what the machine found, and why nothing can be released, if so."""

    wanted: Marking
    case: Case
    found: Sifted
    document: Document
    hits: list[Hit]
    watch: Watch

    @property
    def digest(self) -> str:
        """Of its words: what somebody looked at is what leaves, or nothing does."""
        return sha256("\n".join(self.document.texts).encode()).hexdigest()

    @property
    def refusal(self) -> str:
        if not self.found.says_something:
            return _nothing(self.case, self.wanted, self.found.left)
        if self.hits:
            found = " ".join(hit.sentence for hit in self.hits)
            return _("Nothing was released: the check found what must not leave. %(found)s Reword it where it stands, or mark it higher.") % {"found": found}  # fmt: skip
        return ""


def extract_of(account: Account, of: Assessment, wanted: int, today: date) -> Extract:
    """What would leave under this marking, for whoever may decide that it leaves."""
    require(account, Can.SHARE, of)
    if wanted not in {Marking.CLEAR, Marking.GREEN}:
        raise Refused(_("An extract is released as TLP:CLEAR or TLP:GREEN. Nothing was released."), "wanted")
    case = case_of(account, of, today)
    found = sifted(pieces(case), wanted)
    made = document(case, found, Marking(wanted))
    watch = watch_of(case)
    return Extract(Marking(wanted), case, found, made, checked(found, made.texts, watch), watch)


def watch_of(case: Case) -> Watch:
    """Everybody who has or had an account, and all that was written at the place, whatever the reader may see."""
    people = sorted(set(every_account().values_list("name", flat=True)))
    closed = closed_words(case.place)
    needs = tuple(text for row in case.needs for text in (row.text, row.metric, row.threshold) if text)
    public = (case.place.name, case.place.owner.name, settings.CITY_NAME)
    return Watch(tuple(people), Closed((*closed.texts, *needs), closed.names), tuple(filter(None, public)))


def _nothing(case: Case, wanted: Marking, left: tuple[Left, ...]) -> str:
    """What would have to be marked, and what rather not."""
    above = [
        _("the place (%(label)s)") % {"label": Marking(case.place.marking).label} if case.place.marking > wanted else "",
        _("the assessment (%(label)s)") % {"label": Marking(case.of.marking).label} if case.of.marking > wanted else "",
        *(f"{label_of(row.kind)} ({Marking(row.marking).label})" for row in left if row.kind in OWN_MARKING and row.marking),
    ]  # fmt: skip
    what = listed(filter(None, above)) or _("nothing is noted yet")
    return _("Nothing that may be told is marked %(wanted)s. Nothing was released. Marked higher: %(what)s. Mark lower what everybody may know anyway, first the place, then single measures and actions. Think twice about the assessment: whoever marks it TLP:GREEN or TLP:CLEAR opens its scenarios and judgements to everyone with an account.") % {"wanted": wanted.label, "what": what}  # fmt: skip
