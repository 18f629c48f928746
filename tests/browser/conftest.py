"""A real browser against a real server: `parvis serve` in a process of its own, on a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("PARVIS_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"phone": (390, 844), "desktop": (1440, 900)}
PICTURES = ROOT / "screenshots"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@dataclass(frozen=True)
class Server:
    address: str
    data: Path
    pid: int = 0  # of `parvis serve`, where it is that


def environment(data: Path, **more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DJANGO_"))}
    return inherited | {"PARVIS_DATA": str(data)} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(data: Path, **settings: str) -> Iterator[Server]:
    """Start `parvis serve` and wait until it answers; stop it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "parvis.cli.main", "serve", "--port", str(port), "--workers", "1"]
    with (
        (data / "server.log").open("w") as log,
        subprocess.Popen(command, env=environment(data, **settings), stdout=log, stderr=log) as child,
    ):
        until = time.monotonic() + 60
        while time.monotonic() < until and child.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2).close()
                break
            except OSError:
                continue
        try:
            yield Server(f"http://127.0.0.1:{port}", data, child.pid)
        finally:
            child.terminate()


@pytest.fixture(scope="session", autouse=True)
def languages() -> None:
    """Pages in French need the compiled catalogue: made when it is older than what was translated."""
    for catalogue in (ROOT / "src" / "parvis" / "web" / "locale").glob("*/LC_MESSAGES/django.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            command = [sys.executable, "-m", "babel.messages.frontend", "-q", "compile"]
            command += ["-i", str(catalogue), "-o", str(compiled)]
            subprocess.run(command, check=True, timeout=60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The town of Valombre."""
    data = tmp_path_factory.mktemp("demo")
    build = "from parvis.cli.serve import prepare; prepare(None); from parvis.cli.demo import build; print(build(None))"
    subprocess.run([sys.executable, "-c", build], env=environment(data), check=True, timeout=300)
    yield from serve(data, PARVIS_CITY="Valombre", PARVIS_DEMO="1")


@pytest.fixture
def opening(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a given width and language: opening(server, "phone", "fr")."""
    contexts: list[BrowserContext] = []

    def open_page(server: Server, width: str = "desktop", language: str = "en", **more: Any) -> Page:
        size: Any = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        context = browser.new_context(base_url=server.address, viewport=size, locale=language, **more)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def picture(page: Page, name: str) -> None:
    """Keep a screenshot that somebody looks at."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def faults(page: Page, rules: Sequence[str] = WCAG) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA on the page, or against some rules alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]
