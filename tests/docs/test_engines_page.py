"""The blocks of the pages on the engines run, and print what the page says."""

import contextlib
import io
import re
from pathlib import Path

import pytest

USE = Path(__file__).parents[2] / "docs/use"
BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
BLOCKS = [
    pytest.param(*block.groups(), id=f"{page}-{place}")
    for page in ("engines.md", "engine-risk.md", "engine-drill.md")
    for place, block in enumerate(BLOCK.finditer((USE / page).read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("code", "printed"), BLOCKS)
def test_a_block_prints_what_the_page_says(code: str, printed: str) -> None:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "page.md", "exec"), {})
    assert output.getvalue() == printed
