"""A felt-safety survey with invented answers, handed in one by one as by people with the link."""

from datetime import timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from parvis.cli.valombre.people import People
from parvis.places.models import Place
from parvis.residents.actions import form_token, hand_in, open_survey, prepare_survey
from parvis.residents.models import Survey

MOST_HELP = 3
FRENCH = 0.7  # share of the answers given in French


def ask(people: People, place: Place, told: dict[str, Any]) -> Survey:
    """Open a survey and hand in as many answers as the words say, drawn from their shares with their seed."""
    today = timezone.localdate()
    survey = prepare_survey(
        people.coordinator, place, title=told["title"], opens=today - timedelta(days=told["days_open"]),
        closes=today + timedelta(days=told["days_left"]),
    )  # fmt: skip
    survey = open_survey(people.coordinator, survey)
    dice = np.random.default_rng(told["seed"])
    said = list(told["words"])
    for number in range(told["answers"]):
        given = {item: _drawn(dice, item, shares) for item, shares in told["shares"].items()}
        if number % (told["answers"] // (len(told["words"]) + 1)) == 1 and said:
            given["words"] = [said.pop(0)]
        hand_in(survey, form_token(survey), given, "fr" if dice.uniform() < FRENCH else "en")
    return survey


def _drawn(dice: np.random.Generator, item: str, shares: dict[Any, int]) -> list[str]:
    weights = np.array(list(shares.values()), dtype=float)
    count = int(dice.integers(1, MOST_HELP + 1)) if item == "what_helps" else 1
    chosen = dice.choice(len(weights), size=count, replace=False, p=weights / weights.sum())
    codes = list(shares)
    return [str(codes[int(index)]) for index in chosen]
