"""The blocks of docs/use/engines.md run, and print what the page says."""

import contextlib
import io
import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs/use/engines.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("code", "printed"), BLOCKS, ids=["risk", "choice", "drill", "privacy"])
def test_a_block_prints_what_the_page_says(code: str, printed: str) -> None:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "engines.md", "exec"), {})
    assert output.getvalue() == printed
