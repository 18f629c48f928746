"""The people of Valombre: functions, never names of persons."""

from dataclasses import dataclass

from parvis.cli.valombre.words import words
from parvis.people.actions import found_organisation, give_role, open_account
from parvis.people.models import Account, Level, Organisation, Role
from parvis.people.queries import accounts

PASSWORD = "valombre-open-square"  # noqa: S105  # printed on the front page of the demonstration
DOMAIN = "valombre.example"

ORGANISATIONS: dict[str, tuple[str, Level]] = {
    "city": ("Ville de Valombre", Level.MUNICIPAL),
    "police": ("Police nationale, circonscription de Valombre", Level.NATIONAL),
    "fire": ("Service d'incendie et de secours de l'Ombre", Level.DEPARTMENTAL),
    "market": ("Halles et Marchés de Valombre", Level.PRIVATE),
    "station": ("Exploitant de la gare de Valombre", Level.SITE),
    "chapter": ("Chapitre de Saint-Aubin", Level.SITE),
    "neighbour": ("Ville de Clairval", Level.MUNICIPAL),
    "prefecture": ("Préfecture de l'Ombre", Level.NATIONAL),
    "region": ("Région des Mauges", Level.REGIONAL),
}

#: To which organisation they belong, and as what; how they are called stands in content/demo/people.yaml.
ACCOUNTS: dict[str, tuple[str, Role]] = {
    "coordinator": ("city", Role.COORDINATOR),
    "police": ("police", Role.EXPERT),
    "municipal": ("city", Role.EXPERT),
    "fire": ("fire", Role.EXPERT),
    "planner": ("city", Role.PLANNER),
    "operator": ("market", Role.OPERATOR),
    "station": ("station", Role.OPERATOR),
    "chapter": ("chapter", Role.OPERATOR),
    "director": ("city", Role.DIRECTOR),
    "observer": ("neighbour", Role.OBSERVER),
    "observer2": ("fire", Role.OBSERVER),
    "reader": ("city", Role.READER),
    "administrator": ("city", Role.ADMINISTRATOR),
}


@dataclass(frozen=True)
class People:
    """Who is there, by the word before the @ of the address."""

    organisations: dict[str, Organisation]
    coordinator: Account

    @property
    def city(self) -> Organisation:
        return self.organisations["city"]

    def who(self, word: str) -> Account:
        """The account as it is now. Read afresh: an account remembers what it may reach, and grants are given on the way."""
        return accounts().get(email=f"{word}@{DOMAIN}")


def found_people() -> People:
    """The organisations and accounts of the demonstration, all with the password on the front page."""
    organisations = {
        word: found_organisation(None, name=name, level=level) for word, (name, level) in ORGANISATIONS.items()
    }
    called = words("people")
    for word, (organisation, role) in ACCOUNTS.items():
        account = open_account(None, email=f"{word}@{DOMAIN}", name=called[word], password=PASSWORD)
        give_role(None, account, organisations[organisation], role)
    return People(organisations, accounts().get(email=f"coordinator@{DOMAIN}"))
