"""A table-top with two observers: messages on a clock, times by thumb, what came late, and the lesson that reopens its task."""

from tests.browser.walk.city import EXPERT, OBSERVER, WATCH, Walk
from tests.browser.walk.person import Person
from tests.browser.walk.planning import in_days
from tests.browser.walk.words import WORDS


def prepare(walk: Walk, lead: Person, plan: str) -> str:
    lead.visit(f"/plans/{plan}/")
    lead.follow("/prepare/")
    lead.send({"planned_for": in_days(0)})
    for name in (EXPERT, WATCH):
        lead.send({"account": name, "part": "observer"})
    lead.show("13-exercise-prepared")
    lead.press("/state/", "ready")
    exercise = lead.id_in_address()
    lead.press("/state/", "running")
    return exercise


def play(walk: Walk, lead: Person, observers: list[Person], exercise: str) -> None:
    """Three messages come in. Both observers stamp the first task, one of them the second; nobody sees the third done."""
    for _message in range(3):
        lead.press("/deliver/")
    for person in observers:
        person.visit(f"/exercises/{exercise}/observe/")
        tap(person, "T01", "start")
        tap(person, "T01", "done")
    observers[0].show("14-observing")
    tap(observers[0], "T02", "done")
    lead.page.reload()
    lead.show("15-directing")
    lead.press("/state/", "finished")


def tap(person: Person, task: str, kind: str) -> None:
    """The page stays, and the task has one moment more."""
    card = person.page.locator(f"#{task}")
    before = card.inner_text()
    button = card.locator(f"button[name=kind][value={kind}]").first
    if not button.is_visible():
        card.locator("summary").click()
    button.click()
    person.page.wait_for_function(
        "([id, was]) => document.getElementById(id) && document.getElementById(id).innerText !== was",
        arg=[task, before],
    )


def write_afterwards(walk: Walk, observer: Person, exercise: str) -> None:
    """A time from the notes on paper, and what was seen of the task that nobody did."""
    open_task(observer, exercise, "T02")
    observer.send({"at_s": "0:01", "kind": "start"})
    assert observer.page.locator("main ul.stamps li").count() == 2
    open_task(observer, exercise, "T03")
    observer.send({"text": WORDS[walk.language].seen})
    assert WORDS[walk.language].seen in observer.text()


def open_task(observer: Person, exercise: str, task: str) -> None:
    observer.visit(f"/exercises/{exercise}/observe/")
    observer.page.locator(f"#{task} summary").click()
    with observer.page.expect_navigation():
        observer.page.locator(f"#{task} a[href*='/observe/']").click()


def learn(walk: Walk, lead: Person, exercise: str, plan: str) -> None:
    """One press makes a lesson of what was seen; the task stands open on the plan until an exercise has tried it again."""
    words = WORDS[walk.language]
    lead.visit(f"/exercises/{exercise}/result/")
    assert lead.page.locator("main .timeline rect.observed").count() >= 1
    assert lead.page.locator("tr#T03 .is-contradicted").count() == 1, "it was called for, and never done"
    lead.show("16-planned-and-observed")
    lead.press("/lesson/")
    lead.send({"recommendation": words.lesson, "owner": words.owner, "due": in_days(60)})
    lead.show("17-lesson")
    lead.visit(f"/plans/{plan}/")
    row = lead.page.locator("main tr", has_text="T03")
    assert row.locator("a[href*='/exercises/lessons/'] .is-stale").count() == 1


def exercise(walk: Walk, lead: Person, police: Person, plan: str) -> None:
    observer = walk.person(OBSERVER)
    made = prepare(walk, lead, plan)
    play(walk, lead, [police, observer], made)
    write_afterwards(walk, police, made)
    learn(walk, lead, made, plan)
