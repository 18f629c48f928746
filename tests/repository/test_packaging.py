"""One version, pinned packages with hashes, licences that fit, and metadata that agree with each other."""

import importlib.metadata
import re
import tomllib
from datetime import date
from typing import Any

import pytest
import yaml

import parvis
from tests.repository import tree
from tests.repository.tree import nothing

PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CARD = yaml.safe_load((tree.ROOT / "publiccode.yml").read_text(encoding="utf-8"))

#: Licences that may stand beside the EUPL-1.2, as SPDX names or as the classifiers of older packages.
GOOD = re.compile(
    r"MIT(-0|-CMU)?|(0|2-Clause |3-Clause )?BSD([- ][23]-Clause)?( License)?|0BSD|ISC|Zlib|CC0-1\.0|PSF-2\.0|"
    r"Apache(-2\.0| Software License)|MPL-2\.0|Mozilla Public License 2\.0 \(MPL 2\.0\)|MIT License|LGPL-3\.0-only"
)
#: Packages whose metadata say more than their licence text does, and what the text says.
READ = {"qrcode": "BSD and MIT (read in its licence file; a second classifier points at the name of the code)"}


def requirements(name: str) -> dict[str, str]:
    """The pinned packages of a file, each with the rest of its lines."""
    text = (tree.ROOT / "requirements" / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    return {re.split(r"[=\[ ;]", block)[0].lower(): block for block in blocks if "==" in block}


def test_one_version():
    changes = (tree.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert PROJECT["version"] == parvis.__version__
    assert re.search(r"^## (\d+\.\d+\.\d+)", changes, re.MULTILINE)[1] == PROJECT["version"]
    assert CARD.get("softwareVersion", PROJECT["version"]) == PROJECT["version"]


@pytest.mark.parametrize("name", ["run.txt", "test.txt", "bench.txt"])
def test_packages_are_pinned_with_hashes(name):
    loose = [package for package, block in requirements(name).items() if "--hash=sha256:" not in block]
    nothing(loose)


def test_what_parvis_needs_is_pinned():
    pinned = requirements("run.txt")
    named = [re.split(r"[<>=~\[ ]", need)[0].lower() for need in PROJECT["dependencies"]]
    nothing([need for need in named if need not in pinned])


def licence(package: str) -> set[str]:
    facts: Any = importlib.metadata.metadata(package)  # a message of e-mail; the type knows only its keys
    if expression := facts.get("License-Expression"):
        return set(re.split(r" AND | OR ", expression))
    classifiers = [c.split(" :: ") for c in facts.get_all("Classifier") or [] if c.startswith("License ::")]
    return {parts[-1] for parts in classifiers if parts[-1] != "OSI Approved"} or {facts.get("License") or "unknown"}


def test_licences_fit():
    unfit = {}
    for package in requirements("run.txt"):
        try:
            found = licence(package)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or a newer Python
        bad = {name for name in found if not GOOD.fullmatch(name)}
        if bad and package not in READ:
            unfit[package] = bad
    nothing(unfit)


def test_the_licence_is_the_same_everywhere():
    assert PROJECT["license"] == CARD["legal"]["license"] == "EUPL-1.2"
    assert (tree.ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_the_public_card_is_whole():
    needed = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    needed |= {"description", "legal", "maintenance", "localisation"}
    assert needed <= set(CARD)
    assert CARD["publiccodeYmlVersion"] == "0.4"
    assert CARD["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert CARD["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    for words in CARD["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]
    if "releaseDate" in CARD:
        assert isinstance(CARD["releaseDate"], date)


def test_the_tables_are_compared_with_the_migrations_before_every_test_run():
    assert "makemigrations --check" in (tree.ROOT / "script" / "test").read_text(encoding="utf-8")
