"""A call as the fields of an eForms notice of a pre-market consultation (subtype E1, notice type pmc).

The ids are those of the form E1 in the eForms SDK (Publications Office of the EU). What a notice needs and a call does
not hold (legal type of the buyer, CPV code, NUTS code) is left out and named; so this is no valid notice.
"""

import csv
import io
import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from parvis.solutions.models import Call

NOT_VALIDATED = "Fields for a notice, not a notice: not validated against the eForms rules, and not sent to anybody."
LEFT_OUT = (
    "BT-03-notice form type", "BT-11-Procedure-Buyer buyer legal type", "BT-10-Procedure-Buyer activity of the authority",
    "BT-23-Procedure main nature", "BT-262-Procedure main CPV code", "BT-5071-Procedure NUTS code",
    "BT-501-Organization-Company identifier of the organisation",
)  # fmt: skip


def fields(of: Call, address: str) -> list[tuple[str, str, str]]:
    """Id (empty where eForms has no field that we are sure of), name, value."""
    closes, questions = timezone.localtime(of.closes), timezone.localtime(of.questions_until)
    published = timezone.localtime(of.published) if of.published else None
    rows = [
        ("OPP-070-notice", "Notice subtype", "E1"),
        ("BT-02-notice", "Notice type", "pmc"),
        ("BT-01-notice", "Legal basis", "32014L0024"),
        ("BT-757-notice", "Notice version", f"{of.amendments.count() + 1:02}"),
        ("BT-702(a)-notice", "Notice official language", {"en": "ENG", "fr": "FRA"}[settings.LANGUAGE_CODE[:2]]),
        ("BT-22-Procedure", "Internal identifier", str(of.pk)),
        ("BT-21-Procedure", "Title", of.title),
        ("BT-24-Procedure", "Description", of.description),
        ("BT-500-Organization-Company", "Organisation name", of.place.owner.name),
        ("BT-502-Organization-Company", "Contact point", of.contact),
        ("BT-728-Procedure", "Place of performance, additional information", of.public_place),
        ("BT-800(d)-Lot", "Deadline for receipt of answers, date", closes.date().isoformat()),
        ("BT-800(t)-Lot", "Deadline for receipt of answers, time", closes.timetz().isoformat(timespec="seconds")),
        ("BT-13(d)-Lot", "Additional information deadline, date", questions.date().isoformat()),
        ("BT-13(t)-Lot", "Additional information deadline, time", questions.timetz().isoformat(timespec="seconds")),
        ("BT-15-Lot", "Documents URL", address),
        ("BT-18-Lot", "Submission URL", f"{address}answer/"),
        ("BT-300-Procedure", "Additional information", "Market consultation, Directive 2014/24/EU article 40: no procurement."),
        ("", "Published", published.isoformat(timespec="seconds") if published else ""),
    ]  # fmt: skip
    rows += [("", f"Requirement {row.number} ({row.priority})", row.text) for row in of.asked.order_by("number")]
    for row in of.amendments.order_by("number"):
        rows.append(("BT-762-notice", f"Change reason, amendment {row.number}", row.why))
        rows.append(("BT-141(a)-notice", f"Change description, amendment {row.number}", ", ".join(sorted(row.changes))))
    return [row for row in rows if row[2]]


def as_json(of: Call, address: str) -> bytes:
    told: dict[str, Any] = {
        "note": NOT_VALIDATED,
        "left_out": list(LEFT_OUT),
        "fields": [{"id": code, "name": name, "value": value} for code, name, value in fields(of, address)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_csv(of: Call, address: str) -> bytes:
    """Cells that begin like a formula are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "name", "value"])
    writer.writerow(["", "note", NOT_VALIDATED])
    writer.writerow(["", "left out", "; ".join(LEFT_OUT)])
    for row in fields(of, address):
        writer.writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in row])
    return ("\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()).encode()
