"""The register as a list, with its map above."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.content.queries import choices
from parvis.people.models import Account
from parvis.places import queries
from parvis.thread.queries import ribbons
from parvis.web.pages.reading import signed_in

PER_PAGE = 25


@signed_in
def places(request: HttpRequest, account: Account) -> HttpResponse:
    """The places that the reader may see, by name, 25 a page, each with the state of its thread."""
    wanted = queries.places(account).select_related("owner")
    search, category = request.GET.get("q", "").strip()[:100], request.GET.get("category", "")
    if search:
        wanted = wanted.filter(name__icontains=search)
    if category:
        wanted = wanted.filter(category=category)
    page = Paginator(wanted.order_by("name", "id"), PER_PAGE).get_page(request.GET.get("page"))
    threads = ribbons(account, page.object_list)
    last = queries.last_import(account)
    return render(
        request,
        "places/list.html",
        {
            "page": page,
            "rows": [{"place": place, "links": threads[place.pk]} for place in page],
            "search": search,
            "category": category,
            "categories": choices("categories"),
            "may_register": bool(reach(account).organisations(Can.EDIT_PLACES)),
            "may_export": reach(account).may_anywhere(Can.EXPORT),
            "waiting": queries.candidates(account).filter(state="new").count(),
            "bounds": ",".join(map(str, last.bounds)) if last and last.bounds else "",
        },
    )
