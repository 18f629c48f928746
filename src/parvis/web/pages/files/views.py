"""A photo, for those who may see it now; and the button that removes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.http import parse_etags, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.files import actions, queries
from parvis.people.models import Account
from parvis.web.pages.reading import press, signed_in


@signed_in
def photo(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The bytes of a photo. A browser may keep them, and asks each time whether it still may show them."""
    found = queries.photo(account, pk)
    tag = f'"{found.sha256}"'
    response: HttpResponse
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        try:
            response = HttpResponse(queries.content(found), content_type=found.media_type)
        except FileNotFoundError:
            lost = _(
                "The photo is in the register, but its file is missing. Tell whoever runs this installation: “parvis check files” names it, a backup may still have it."
            )
            raise Refused(lost) from None
    response["ETag"] = tag
    response["Content-Disposition"] = f'inline; filename="{found.pk}.jpg"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@press
def remove(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Remove a photo, then back to where it was shown."""
    actions.remove(account, queries.photo(account, pk))
    messages.success(request, _("The photo is removed."))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "home")
