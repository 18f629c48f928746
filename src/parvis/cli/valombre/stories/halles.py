"""Place des Halles: the whole thread, from the ground to what other cities may read."""

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.asking import ask
from parvis.cli.valombre.stories.assessing import answer_weaknesses, assess
from parvis.cli.valombre.stories.choosing import agree, choose
from parvis.cli.valombre.stories.earlier import assess_earlier, say_expectations, stand_since
from parvis.cli.valombre.stories.exercising import evaluate, play, verify
from parvis.cli.valombre.stories.meeting import meet
from parvis.cli.valombre.stories.planning import Planned, correct_plan, write_plan
from parvis.cli.valombre.stories.sharing import share, take_in
from parvis.cli.valombre.stories.sheet import draw, place_called
from parvis.cli.valombre.stories.trying import check_now, owe, retry_measures, try_measures
from parvis.cli.valombre.words import words


def halles(people: People) -> None:
    """Assessed, decided, planned, exercised, and one lesson not yet tried again."""
    place = place_called(people, "Place des Halles")
    drawn = draw(people, place, words("halles-place"))
    told, choice, plan = words("halles-assessment"), words("halles-choice"), words("halles-plan")
    earlier = words("halles-earlier")
    assess_earlier(people, place, drawn, earlier)
    found = assess(people, place, drawn, told | words("halles-visit"), until="closed")
    stand_since(found, earlier)
    say_expectations(people, found.of, earlier["expected"])
    meet(people, found, told["workshop"])
    ask(people, place, words("halles-survey"))
    decision = choose(people, drawn, found, choice)
    agree(people, place, decision, choice["actions"])
    answer_weaknesses(people, found, told)
    options = {row["key"]: decision.comparison.options.get(name=row["name"]) for row in choice["options"]}
    made = write_plan(people, place, found.scenarios["bag"], plan)
    owe(people, made, plan["duties"])
    try_measures(people, made, plan["measures"], options)
    check_now(made)
    _exercise(people, made)
    retry_measures(people, made, plan["changed_measures"])
    try_measures(people, made, plan["new_measures"], options)
    share(people, place, words("practice"))
    take_in(people, words("practice")["received"])


def _exercise(people: People, made: Planned) -> None:
    """The table-top finds the plan wanting; it is corrected, and a part of it is played again."""
    told = words("halles-exercise")
    first = play(people, made, told["tabletop"])
    evaluate(people, made, first, told["tabletop"])
    correct_plan(people, made, words("halles-plan"))
    again = play(people, made, told["rerun"])
    evaluate(people, made, again, told["rerun"])
    verify(people, first, again, told["rerun"]["verifies"])
