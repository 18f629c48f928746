"""The machine check of what is about to leave: people, addresses, and the words of what stays closed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from parvis.assessment.queries import Closed
from parvis.engines.privacy import redact
from parvis.exchange.rules.redaction import findings
from parvis.reports.assessment.publishing import FROM_PACKS, WRITTEN, Kind, Sifted
from parvis.reports.assessment.wording import label_of


@dataclass(frozen=True)
class Hit:
    """Something that stops the release: in which piece, and why."""

    where: str
    why: str

    @property
    def sentence(self) -> str:
        return _("%(where)s: %(why)s") % {"where": self.where, "why": self.why}


@dataclass(frozen=True)
class Watch:
    """What must not be in it: the names of `people`, what is `closed`. `public` names may stand anywhere."""

    people: tuple[str, ...]
    closed: Closed
    public: tuple[str, ...]

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        return redact.runs(self.closed.texts)

    def hits(self, rows: Sequence[tuple[str, str]], *, written: bool) -> Iterator[Hit]:
        """`rows`: where, and the text. What people wrote is read for all that is known; what Parvis composed for whole
        names and closed words, because forms and parts of names turn up in it by chance."""
        texts = {str(number): self._masked(text) for number, (_where, text) in enumerate(rows)}
        for found in findings({"": texts}, self.people, self.closed.names if written else ()):
            if written or (found.code == "name" and " " in found.text):
                yield Hit(rows[int(found.part)][0], found.why.sentence(_))
        for number, text in texts.items():
            for span in redact.repeated(text, self.runs):
                yield Hit(rows[int(number)][0], span.sentence(_))

    def _masked(self, text: str) -> str:
        for name in self.public:
            text = text.replace(name, "·")
        return text


def checked(found: Sifted, texts: Iterable[str], watch: Watch) -> list[Hit]:
    """Everything in the pieces and in the finished document that must not leave, each thing once."""
    written = [(label_of(piece.kind), text) for piece in found.of(*WRITTEN) for text in piece.words]
    known = {text for piece in found.of(*WRITTEN, *FROM_PACKS, Kind.PLACE) for text in piece.words}
    composed = [(_("The document"), text) for text in texts if text not in known]
    return list(dict.fromkeys([*watch.hits(written, written=True), *watch.hits(composed, written=False)]))


def naming(text: str, watch: Watch) -> list[str]:
    """What in a text for the journal would name somebody."""
    found = findings({"": {"": text}}, watch.people, ())
    return [one.why.sentence(_) for one in found if one.code in {"name", "email", "phone"}]
