"""Every word that the page on the phone says: its script speaks no language."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

#: Numbers that stand for the plural forms of the languages of Parvis, by the names that browsers give them.
SAMPLES = {"one": 1, "few": 2, "other": 20}


def _forms(sentence: Callable[[int], str]) -> dict[str, str]:
    """The forms of a sentence with a number, for each name; the phone puts the number in."""
    return {name: sentence(sample) for name, sample in SAMPLES.items()}


def words() -> dict[str, Any]:
    """The words by the names under which the script asks for them. %(n)s and the like are filled in on the phone."""
    return _status() | _question() | _sending() | _ends()


def _status() -> dict[str, Any]:
    return {
        "unsent": _forms(lambda n: ngettext("%(n)d not yet sent", "%(n)d not yet sent", n)),
        "all_sent": _("all sent at %(time)s"),
        "nothing_yet": _("nothing said yet"),
        "loading": _("Taking the visit along …"),
        "ready": _("Ready: this page now works without network."),
        "not_ready": _("Stay in the network for a moment: the page is not yet on this phone."),
        "no_packs": _("There is no visit on this phone. Open the assessment and take one along."),
        "packs": _("Visits on this phone"),
        "until": _("open until %(time)s"),
        "unusable": _("This browser cannot keep a visit. Use the address with https, or answer at a desk."),
        "not_persistent": _("The browser may clear this page's memory when the phone is full: send soon."),
        "full": _("The phone's memory is full. The last entry was not kept: free some space, then enter it again."),
    }


def _question() -> dict[str, Any]:
    return {
        "progress": _("%(n)s of %(total)s answered"),
        "question_of": _("Question %(n)s of %(total)s"),
        "back": pgettext("to the question before", "Back"),
        "next": pgettext("to the question after", "Next"),
        "sections": _("All questions"),
        "why": _("Why we ask"),
        "where": _("Where"),
        "whole_place": _("The place as a whole"),
        "note": _("Note"),
        "save_note": _("Keep the note"),
        "note_kept": _("Note kept."),
        "photo": _("Take a photo"),
        "photo_failed": _(
            "This phone cannot read the photo, so it was not kept. If it is a HEIC photo: set the camera to “most compatible” (JPEG), then take it again."
        ),
        "photo_of": _("Photo %(n)s"),
        "photo_sent": _("sent"),
        "photo_waiting": _("not yet sent"),
        "photo_remove": _("Discard"),
        "faces": _("Show the place, not people."),
        "pin": _("Pin on the map"),
        "pin_hint": _("Touch the place on the map. With a keyboard: arrow keys move the pin."),
        "pin_gone": _("Remove the pin"),
        "torn": _("Two of your phones answered differently: %(values)s. Choose one."),
        "done": _("You have seen every question."),
        "measures": _("What exists already"),
        "answered": _("answered: %(value)s"),
        "open": _("open"),
    }


def _sending() -> dict[str, Any]:
    return {
        "send_page": _("Send"),
        "send": _("Send now"),
        "sending": _("Sending …"),
        "offline": _("No network. Everything is kept on this phone and is sent when there is network."),
        "sign_in": _forms(
            lambda n: ngettext(
                "Sign in again to send: %(n)d not yet sent.", "Sign in again to send: %(n)d not yet sent.", n
            )
        ),
        "sign_in_link": _("Sign in"),
        "server_trouble": _(
            "The server could not take it just now. Everything is kept on this phone: try again later."
        ),
        "refused": _("Not taken, and kept on this phone: %(sentence)s"),
        "hand_over": _("Keep what is not sent as a file"),
        "hand_over_hint": _(
            "Bring the file in on any computer: page of the assessment, card “On site”. It stays on this phone, too."
        ),
        "finish": _("Finish and bring the visit back"),
        "finish_hint": _("The visit is then deleted from this phone. What was sent stays with the assessment."),
        "finished": _("The visit is brought back. Thank you."),
        "to_assessment": _("To the assessment"),
        "to_scores": _("See what is missing"),
    }


def _ends() -> dict[str, Any]:
    return {
        "expired": _(
            "The time of this visit was over at %(time)s. It takes no new answers. What is on the phone is kept: send it; if the server says no, ask the lead to extend the visit."
        ),
        "clock": _("The clock of this phone is wrong by about %(n)s minutes. Parvis reckons with the server's clock."),
    }
