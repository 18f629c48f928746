"""The people of Valombre: functions, never names of persons."""

from dataclasses import dataclass

from parvis.people.actions import found_organisation, give_role, open_account
from parvis.people.models import Account, Level, Organisation, Role

PASSWORD = "valombre-open-square"  # noqa: S105  # printed on the front page of the demonstration


@dataclass(frozen=True)
class People:
    city: Organisation
    police: Organisation
    fire: Organisation
    market: Organisation
    coordinator: Account
    officer: Account
    fire_planner: Account
    planner: Account
    operator: Account
    director: Account
    observer: Account
    reader: Account
    administrator: Account


def found_people() -> People:
    """The organisations and accounts of the demonstration, all with the password on the front page."""
    city = found_organisation(None, name="Ville de Valombre", level=Level.MUNICIPAL)
    police = found_organisation(None, name="Police nationale, circonscription de Valombre", level=Level.NATIONAL)
    fire = found_organisation(None, name="Service d'incendie et de secours de l'Ombre", level=Level.DEPARTMENTAL)
    market = found_organisation(None, name="Halles et Marchés de Valombre", level=Level.PRIVATE)
    return People(
        city=city,
        police=police,
        fire=fire,
        market=market,
        coordinator=_open("coordinator", "Safety coordinator", city, Role.COORDINATOR),
        officer=_open("police", "Prevention officer, national police", police, Role.EXPERT),
        fire_planner=_open("fire", "Planner, fire and rescue", fire, Role.EXPERT),
        planner=_open("planner", "Urban planner", city, Role.PLANNER),
        operator=_open("operator", "Market manager", market, Role.OPERATOR),
        director=_open("director", "Exercise director", city, Role.DIRECTOR),
        observer=_open("observer", "Observer, neighbouring town", fire, Role.OBSERVER),
        reader=_open("reader", "Mayor's office", city, Role.READER),
        administrator=_open("administrator", "Administrator of the installation", city, Role.ADMINISTRATOR),
    )


def _open(word: str, name: str, organisation: Organisation, role: Role) -> Account:
    account = open_account(None, email=f"{word}@valombre.example", name=name, password=PASSWORD)
    give_role(None, account, organisation, role)
    return account
