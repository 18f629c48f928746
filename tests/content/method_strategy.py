"""Any method: small ones, with every part of the schema now and then."""

from typing import Any

from hypothesis import strategies as st

from parvis.content.schemas import MethodPack

Part = dict[str, Any]

WORDS = st.text(alphabet="abcdeéœß =;,:'\"-+@#<>&\n7¿Ω中😀", min_size=1, max_size=20).filter(
    lambda text: text.strip() != ""
)
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
SLUGS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
WEIGHTS = st.one_of(st.integers(1, 100), st.sampled_from([0.25, 0.5, 1.5, 33.3]))
SHARES = [0, 0.125, 0.3, 0.5, 1]


@st.composite
def wording(draw: st.DrawFn) -> dict[str, str]:
    languages = ["en", "fr", *draw(st.sampled_from([[], ["nl"], ["ro", "el"]]))]
    return {language: draw(WORDS).strip() for language in languages}


@st.composite
def scale(draw: st.DrawFn, length: int | None = None, first: int | None = None) -> list[dict[str, Any]]:
    first = draw(st.integers(0, 3)) if first is None else first
    levels: list[Part] = [
        {"value": first + n, "label": draw(wording())} for n in range(length or draw(st.integers(2, 4)))
    ]
    for level in levels:
        if draw(st.booleans()):
            level["anchor"] = draw(wording())
    return levels


@st.composite
def factors(draw: st.DrawFn) -> list[dict[str, Any]]:
    made: list[Part] = []
    for code in draw(
        st.lists(CODES.filter(lambda code: code not in ("min", "max")), min_size=2, max_size=3, unique=True)
    ):
        levels: list[Part] = draw(scale())
        factor: Part = {"code": code, "label": draw(wording()), "question": draw(wording()), "levels": levels}
        factor["ask"] = draw(st.sampled_from(["level", "range"]))
        made.append(factor)
    if draw(st.booleans()):
        length, first = len(made[0]["levels"]), made[0]["levels"][0]["value"]
        made[0]["kinds"] = [
            {"code": code, "label": draw(wording()), "question": draw(wording()), "levels": draw(scale(length, first))}
            for code in draw(st.lists(CODES, min_size=1, max_size=2, unique=True))
        ]
    return made


@st.composite
def judged(draw: st.DrawFn) -> dict[str, Any]:
    """Factors with an outcome: a grid over the first two, or the sum of all."""
    made = draw(factors())
    words: Part = {"label": draw(wording()), "asks": draw(wording())}
    if draw(st.booleans()):
        rows, columns = made[0], made[1]
        values = [[1 if i + j == 0 else 2 for j in range(len(columns["levels"]))] for i in range(len(rows["levels"]))]
        grid = {
            "code": "risk_grid",
            "label": draw(wording()),
            "rows": rows["code"],
            "columns": columns["code"],
            "values": values,
        }
        outcome: dict[str, Any] = {"by": "grids", "grids": [grid]}
        bands = [{"value": value, **words} for value in (1, 2)]
    else:
        outcome = {"by": "formula", "expression": " + ".join(one["code"] for one in made), "words": draw(wording())}
        bands = [{"value": value, "from_figure": figure, **words} for value, figure in ((1, 0), (2, 2.5))]
    aggregate = draw(st.sampled_from(["median", "mean_of_bounds"]))
    return {"factors": made, "outcome": outcome, "bands": bands, "confidence": draw(scale()), "aggregate": aggregate}


@st.composite
def asked(draw: st.DrawFn) -> dict[str, Any]:
    scales = [
        {"code": code, "levels": draw(scale()), "better": draw(st.sampled_from(["high", "low"]))}
        for code in draw(st.lists(CODES, max_size=2, unique=True))
    ]
    sections: list[Part] = [
        {"code": "one", "label": draw(wording()), "weight": draw(WEIGHTS), "rule": "weakest", "moment": "during"}
    ]
    questions: list[dict[str, Any]] = []
    for slug in draw(st.lists(SLUGS, min_size=1, max_size=4, unique=True)):
        question: Part = {
            "id": slug,
            "section": "one",
            "text": draw(wording()),
            "why": draw(wording()),
            "weight": draw(WEIGHTS),
        }
        question |= {
            "zones": draw(st.lists(CODES, max_size=2, unique=True)),
            "good": draw(st.sampled_from(["yes", "no"])),
        }
        if draw(st.booleans()) and scales:
            question["scale"] = scales[0]["code"]
        if draw(st.booleans()) and questions:
            question["when"] = [{"question": questions[-1]["id"], "answers": ["not_applicable", "not_observed"]}]
        if draw(st.booleans()):
            question |= {
                "from_tier": draw(st.integers(1, 9)),
                "threats": ["SHARP"],
                "measures": draw(st.lists(SLUGS, max_size=2, unique=True)),
            }
        questions.append(question)
    shares = sorted(draw(st.sets(st.sampled_from(SHARES[1:]), min_size=1)))
    verdicts = [
        {"value": n, "from_share": share, "label": draw(wording()), "asks": draw(wording())}
        for n, share in enumerate([0, *shares])
    ]
    rule = draw(st.sampled_from(["weighted_mean", "weakest"]))
    return {"rule": rule, "scales": scales, "sections": sections, "questions": questions, "verdicts": verdicts}


@st.composite
def methods(draw: st.DrawFn) -> MethodPack:
    pack: dict[str, Any] = {
        "urn": "urn:example:method:any", "kind": "method", "version": "2.0", "languages": ["en", "fr"],
        "licence": "CC0-1.0", "minutes": draw(st.integers(5, 999)), "title": draw(wording()), "summary": draw(wording()),
        "source": [{"name": draw(WORDS).strip(), "mark": "own"}],
        "steps": [{"code": "go", "label": draw(wording()), "what": draw(wording()), "mark": "inferred"}],
    }  # fmt: skip
    judges = draw(st.booleans())
    pack |= draw(judged()) if judges else {}
    if not judges or draw(st.booleans()):
        pack["questionnaire"] = draw(asked())
    if draw(st.booleans()):
        texts = st.lists(wording(), max_size=2)
        tier: Part = {"code": "a", "number": 1, "label": draw(wording()), "expects": draw(texts)}
        tier |= draw(st.sampled_from([{}, {"from_people": 0}, {"from_people": 0, "unmet": "error"}]))
        pack["tiers"] = [tier | {"raised_by": draw(texts), "below_people": 200}]
    if draw(st.booleans()):
        check: Part = {"code": "no_story", "severity": draw(st.sampled_from(["off", "note", "error"]))}
        pack["checks"] = [check | (draw(st.sampled_from([{}, {"text": {"en": "A", "fr": "B"}}])))]
    if draw(st.booleans()) and judges:
        first = pack["factors"][0]
        pack["carried_over"] = [
            {
                "version": "1.0",
                "words": draw(wording()),
                "factors": {first["code"]: {1: first["levels"][0]["value"]}, "gone": {}},
            }
        ]
    return MethodPack.model_validate(pack)
