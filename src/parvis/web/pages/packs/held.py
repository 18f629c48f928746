"""Between looking at a pack and taking it, the page itself carries it, signed for the one who looked."""

from django.core import signing

from parvis.content.schemas import KINDS, Pack
from parvis.people.models import Account

SALT = "parvis.packs"
SECONDS = 3600


def hold(account: Account, pack: Pack) -> str:
    """The pack as a text that nobody can change."""
    return signing.dumps([str(account.pk), pack.kind, pack.model_dump(mode="json")], salt=SALT, compress=True)


def released(account: Account, text: str) -> Pack | None:
    """The pack that this account was shown within the last hour."""
    try:
        owner, kind, body = signing.loads(text, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return KINDS[kind].model_validate(body) if owner == str(account.pk) else None
