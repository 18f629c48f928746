"""Plans of before: holders, deputies, channels, calls, time-outs and fallbacks become rows, and nothing is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("moving.py")


def test_nothing_is_lost_on_the_way(tmp_path):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    ran = subprocess.run(
        [sys.executable, SCRIPT],
        env=plain | {"PARVIS_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["held"] == {"Duty": [[0, "Officer"], [1, "Second"]], "Fire": [[1, "Night watch"]], "Town": []}
    assert found["homes"] == {
        "Duty": ["City", "municipal", True],
        "Fire": ["Fire service", "", False],
        "Town": ["", "", False],
    }
    assert found["channels"] == [
        ["telephone", "telephone", True],
        ["radio", "radio", True],
        ["whistle", "other", False],
    ]
    assert found["messages"] == [
        ["", "T03", "pull", None, "", []],
        ["T01", "T02", "pull", 120, "Run", ["whistle", "radio"]],
        ["T01", "Town", "push", None, "", ["whistle", "radio"]],
    ]
    assert found["tasks"] == ["T01", "T02", "T03", "T04"]
