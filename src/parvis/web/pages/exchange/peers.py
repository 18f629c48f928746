"""Our key and the keys that we trust."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from parvis.access.errors import Refused
from parvis.exchange import actions, queries
from parvis.exchange.actions.peers import require_sharer
from parvis.exchange.models import Peer
from parvis.exchange.rules.keys import fingerprint_of, spoken
from parvis.people.models import Account
from parvis.web.pages.forms import OnceField, blame
from parvis.web.pages.reading import form_page, press


class PinForm(forms.Form):
    id = OnceField()
    name = forms.CharField(
        label=_("Whose key it is"), max_length=200, help_text=_("The city or network, as you know it.")
    )
    public_key = forms.CharField(
        label=_("Their public key"), max_length=100, widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        help_text=_("44 characters. They find it on this page of their own installation."),
    )  # fmt: skip
    compared = forms.BooleanField(label=_("The fingerprint below is the one that they read out to me"), required=False)
    compared_by = forms.CharField(
        label=_("How you compared it, with whom"), max_length=300, required=False,
        help_text=_("For example: by telephone, with the safety coordinator, whose number I had before."),
    )  # fmt: skip


@form_page
def keys(request: HttpRequest, account: Account) -> HttpResponse:
    """Two presses to pin: the first shows the fingerprint of the pasted key, the second trusts it."""
    require_sharer(account)
    form = PinForm(request.POST or None)
    mark = ""
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        compared = facts.pop("compared")
        try:
            mark = spoken(fingerprint_of(facts["public_key"]))
        except ValueError:
            form.add_error("public_key", _("This is not a public key of Parvis: it has 44 characters and ends in “=”."))
        if mark and compared:
            try:
                if not Peer.objects.filter(pk=facts["id"]).exists():
                    actions.pin_peer(account, **facts)
            except Refused as refused:
                blame(form, refused)
            else:
                return redirect("exchange:peers")
    peers = [{"peer": peer, "spoken": spoken(peer.fingerprint)} for peer in queries.peers()]
    return render(request, "exchange/peers.html", {"card": queries.card(), "form": form, "mark": mark, "peers": peers})


@press
def revoke(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    require_sharer(account)
    actions.revoke_peer(account, get_object_or_404(Peer, pk=pk))
    return redirect("exchange:peers")
