"""Reading surveys and what was released of them. Members start from `visible_to`; strangers come by the link."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import SystemRandom
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible
from parvis.access.queries import may, seen, visible_to
from parvis.access.roles import Can
from parvis.content.queries import current, label, pack
from parvis.content.schemas import IndicatorsPack
from parvis.engines.privacy import PARTNERS, wilson
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.residents.models import Release, Response, Survey

#: Felt safety is asked after dark, as SDG indicator 16.1.4 does; a pack without that question tells of the day.
FELT_SAFETY = ("safe_dark_share", "safe_day_share")
COHESION = ("help_mean", "welcome_mean")


@dataclass(frozen=True)
class Row:
    """One indicator for the sheet of a place: values 0..1, how many answered, when. `reason` says why there is none."""

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    period: str = ""
    reason: str = ""
    survey_id: UUID | None = None

    @property
    def note(self) -> str:
        return _("%(n)d answers, %(period)s") % {"n": self.n, "period": self.period} if self.n else self.reason


def surveys(account: Account | None) -> QuerySet[Survey]:
    """The surveys that the account may know of, with how many people answered and how many of them are published."""
    answers = Response.objects.filter(survey=OuterRef("pk")).order_by().values("survey").annotate(n=Count("pk"))
    public = Release.objects.filter(survey=OuterRef("pk"), audience=Release.Audience.PUBLIC).order_by("-n")
    counted = {"answers": Subquery(answers.values("n")), "published": Subquery(public.values("n")[:1])}
    return visible_to(account, Survey).select_related("place").annotate(**counted)


def survey(account: Account | None, pk: UUID | str) -> Survey:
    return seen(account, Survey, pk)


def by_link(token: str) -> Survey:
    """The survey behind a link: the questions are public, whatever the marking of the place. A draft is nobody's."""
    found = Survey.objects.filter(token=token).exclude(state=Survey.State.DRAFT).first()
    if found is None:
        raise NotVisible
    return found


def questions_of(found: Survey) -> IndicatorsPack:
    """The questions of a survey, in that version for ever."""
    questions = pack(found.pack_urn, found.pack_version)
    assert isinstance(questions, IndicatorsPack)
    return questions


def question_packs() -> list[IndicatorsPack]:
    return current(IndicatorsPack)


def published(found: Survey) -> int:
    """How many answers the public figures rest on."""
    newest = public_release(found)
    return newest.n if newest else 0


def public_release(found: Survey) -> Release | None:
    """The figures that everyone may see, strangers with the link included."""
    return found.releases.filter(audience=Release.Audience.PUBLIC).order_by("-n").first()


def release(account: Account | None, found: Survey) -> Release | None:
    """The newest figures for this reader: those who carry out surveys also see the step for partners."""
    figures = visible_to(account, Release).filter(survey=found).order_by("-n")
    if not may(account, Can.SURVEY, found):
        figures = figures.filter(audience=Release.Audience.PUBLIC)
    return figures.first()


def words(account: Account | None, found: Survey) -> list[str]:
    """What people wrote freely, in no order, for those who carry out the survey, from five answers on. Never exported."""
    answers = list(visible_to(account, Response, Can.SURVEY).filter(survey=found).values_list("answers", flat=True))
    if len(answers) < PARTNERS:
        return []
    codes = [item.code for item in questions_of(found).items if item.type == "words"]
    written = [answer[code] for answer in answers for code in codes if code in answer]
    SystemRandom().shuffle(written)
    return written


def felt_safety(account: Account | None, place: Place) -> Row:
    """The share who feel safe at a place, from the newest public figures; without figures, the reason why."""
    return felt(account, place)[0]


def felt(account: Account | None, place: Place) -> tuple[Row, Row]:
    """Felt safety, and how far people help each other and feel welcome: the mean of both questions, put on 0..1."""
    newest = _newest(account, place)
    safe = _row(newest, FELT_SAFETY[:1]) or _row(newest, FELT_SAFETY[1:])
    together = _row(newest, COHESION, _("Living together"))
    if safe and together:
        return safe, together
    none = _none(account, place)
    return safe or replace(none, label=_("Felt safety")), together or replace(none, label=_("Living together"))


def _newest(account: Account | None, place: Place) -> Release | None:
    shown = visible_to(account, Release).filter(survey__place=place, audience=Release.Audience.PUBLIC)
    return shown.select_related("survey").order_by("-last_day", "-n").first()


def _row(newest: Release | None, codes: tuple[str, ...], name: str = "") -> Row | None:
    measured = newest.figures["indicators"] if newest else {}
    found = [measured[code] for code in codes if code in measured]
    if newest is None or not found:
        return None
    names = {row.code: label(row.label) for row in questions_of(newest.survey).indicators}
    n = min(figure["n"] for figure in found)
    value = sum(figure["value"] for figure in found) / len(found)
    share = wilson(value * n, n)
    when = period(newest.first_day, newest.last_day)
    return Row(name or names[codes[0]], value, share.low, share.high, n, when, survey_id=newest.survey_id)


def _none(account: Account | None, place: Place) -> Row:
    asked = visible_to(account, Survey).filter(place=place).exclude(state=Survey.State.DRAFT).order_by("-opens").first()
    if asked is None:
        return Row("", reason=_("not asked yet"))
    return Row("", reason=_("fewer than 11 answers"), survey_id=asked.pk)


def period(first: date, last: date) -> str:
    """From when to when people answered; the month is enough, as the packs promise."""
    begin, end = (date_format(day, "YEAR_MONTH_FORMAT") for day in (first, last))
    return begin if begin == end else _("%(begin)s to %(end)s") % {"begin": begin, "end": end}


def asked_lately(account: Account | None, place: Place) -> bool:
    """Whether somebody asked residents about this place, or prepares to, within three years."""
    since = timezone.localdate() - timedelta(days=3 * 365)
    return visible_to(account, Survey).filter(place=place, closes__gt=since).exists()
