"""What came from elsewhere and what we share, and one sheet of each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.exchange import queries
from parvis.exchange.actions.peers import may_share
from parvis.exchange.models import Practice
from parvis.exchange.rules.sheet import Sheet
from parvis.people.models import Account
from parvis.web.pages.exchange.packages import AdoptionForm
from parvis.web.pages.exchange.shown import pick_language, shown, tabs
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 30


def state_words(found: Practice) -> tuple[str, str]:
    """The sign and the word for the state of a sheet."""
    sign = {"draft": "missing", "checked": "stale", "shared": "done"}[found.state]
    return sign, {"checked": _("checked, to be decided")}.get(found.state, str(found.get_state_display()))


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    """Sheets from elsewhere first: what is new; then our own, and how far each is."""
    received = Paginator(queries.received(account), PER_PAGE).get_page(request.GET.get("page"))
    own = Paginator(queries.practices(account).select_related("place"), PER_PAGE).get_page(request.GET.get("own"))
    context = {
        "received": received,
        "own": own,
        "rows": [{"practice": practice, "state": state_words(practice)} for practice in own],
        "may_share": may_share(account),
    }
    return render(request, "exchange/list.html", context)


def _reader() -> str:
    return (get_language() or "en").split("-")[0]


@signed_in
def practice(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One of our sheets: as others will read it, and what is still to be done before it may leave."""
    found = queries.practice(account, pk)
    sheet = queries.sheet_of(found)
    language = pick_language(sorted(sheet.texts), request.GET.get("language", ""), _reader(), found.language)
    may_change = may(account, Can.SHARE, found)
    context = {
        "practice": found,
        "place": found.place if may(account, Can.READ, found.place) else None,
        "tlp": tlp(found.marking),
        "state": state_words(found),
        "sheet": shown(sheet, language),
        "language": language,
        "tabs": tabs(sorted(sheet.texts), language),
        "left": len(queries.unresolved_of(found)) if may_change else 0,
        "may_share": may_change,
        "issuer": found.place.owner.name,
    }
    return render(request, "exchange/practice.html", context)


@signed_in
def received(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """A sheet from elsewhere, read-only, with whose key it came and what we did with it."""
    found = queries.received_one(account, pk)
    sheet = Sheet.model_validate(found.sheet)
    language = pick_language(sorted(sheet.texts), request.GET.get("language", ""), _reader(), sheet.language)
    context = {
        "received": found,
        "peer": found.peer,
        "tlp": tlp(found.marking),
        "sheet": shown(sheet, language),
        "language": language,
        "tabs": tabs(sorted(sheet.texts), language),
        "adoptions": queries.adoptions(account, found),
        "form": AdoptionForm() if may_share(account) else None,
        "issuer": found.issuer,
    }
    return render(request, "exchange/received.html", context)
