"""The journal for those who answer for the installation: the chain and whether it holds."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.journal.models import Entry
from parvis.people.models import Account
from parvis.people.queries import names
from parvis.web.pages.reading import signed_in


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    if not reach(account).may_anywhere(Can.MANAGE_PEOPLE):
        raise NotAllowed(_("The whole journal is for administrators. The journal of a place is on its page."))
    page = Paginator(Entry.objects.order_by("-seq"), 100).get_page(request.GET.get("page"))
    who = names(row.actor for row in page)
    rows = [{"entry": row, "who": who.get(row.actor, "") if row.actor else ""} for row in page]
    return render(request, "journal/list.html", {"page": page, "rows": rows})
