"""Which studies a reader sees, and which options may come into one."""

from uuid import UUID

from django.db.models import Q, QuerySet

from parvis.access.errors import NotVisible
from parvis.access.queries import seen, visible_to
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Option, PortfolioStudy


def studies(account: Account | None) -> QuerySet[PortfolioStudy]:
    """The studies of which the reader may read every option: sums would tell what one of them costs and changes."""
    hidden = Option.objects.exclude(pk__in=visible_to(account, Option).order_by().values("pk")).order_by()
    return visible_to(account, PortfolioStudy).exclude(options__in=hidden).select_related("owner")


def study(account: Account | None, pk: UUID | str) -> PortfolioStudy:
    found = studies(account).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return seen(account, PortfolioStudy, found.pk)


def offered(account: Account | None) -> QuerySet[Option]:
    """The options that may come into a study: not leaving a place as it is, and none that a decision passed over."""
    open_ones = ~Q(comparison__state=Comparison.State.DECIDED) | Q(decisions__isnull=False)
    found = visible_to(account, Option, Can.SOLVE).filter(open_ones, as_it_is=False).distinct()
    return found.select_related("place", "comparison").order_by("place__name", "comparison__created", "name", "pk")
