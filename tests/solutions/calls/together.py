"""Many providers at the same moment against a real server: `test_together.py` runs this as a process of its own.

First all send at once, long before closing: nobody may be refused. Then all send anew at once, while somebody closes
the call in the middle of it: each either has one version more from before closing, or was told that it came too late.
"""

# ruff: noqa: PLC0415, T201  # a process of its own: Django is set up before it is imported, and the verdict is printed

import http.client
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from hashlib import sha256
from urllib.parse import urlencode

PROVIDERS = 16


def ask(port: int, method: str, address: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request(method, address, urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()


def version(page: bytes) -> str:
    found = re.search(rb'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', page)
    assert found, page[:2000]
    digits: bytes = found[1] or found[2]
    return digits.decode()


def wave(port: int, links: list[str], words: str, at_once: threading.Barrier) -> dict[str, int]:
    """Everybody opens, saves and looks once more; when the last is ready, all send. What the server said to each."""
    said: dict[str, int] = {}

    def provider(number: int, link: str) -> None:
        base = f"/calls/a/{link}/"
        draft = {"version": version(ask(port, "GET", base)[1]), "organisation": f"Provider {number}", "solution": f"{words} {number}",
                 "summary": words * 200} | {f"meets-{n}": "yes" for n in range(1, 9)}  # fmt: skip
        assert ask(port, "POST", base, draft)[0] == 302
        looked = version(ask(port, "GET", f"{base}send/")[1])
        at_once.wait()
        said[link] = ask(port, "POST", f"{base}send/", {"version": looked})[0]

    threads = [threading.Thread(target=provider, args=pair) for pair in enumerate(links)]
    for thread in threads:
        thread.start()
    if at_once.parties > len(links):
        at_once.wait()
        close()
    for thread in threads:
        thread.join()
    return said


def close() -> None:
    """The call closes now: when its row is held, so that nothing is in between."""
    from django.db import transaction
    from django.utils import timezone

    from parvis.solutions.models import Call

    with transaction.atomic():
        call = Call.objects.select_for_update().get()
        call.closes = call.questions_until = timezone.now()
        call.save()


def verdict(port: int, links: list[str], again: dict[str, int]) -> list[str]:
    """Everything that is not as it was promised."""
    from parvis.journal.queries import check
    from parvis.solutions.models import Call, CallVersion
    from parvis.solutions.queries.calls import by_link, flaws, own_copy

    closes, wrong = Call.objects.get().closes, [f"{flaw}" for flaw in flaws()]
    if not check().whole:
        wrong.append("the journal is broken")
    for number, link in enumerate(links):
        answer = by_link(link)
        kept = list(answer.versions.order_by("at", "pk"))
        if len(kept) != 1 + (again[link] == 302) or (answer.late is not None) != (again[link] == 422):
            wrong.append(f"{number}: told {again[link]}, kept {len(kept)}, late {answer.late}")
        if any(one.at >= closes for one in kept):
            wrong.append(f"{number}: accepted late")
        told = ["First", "Again"][: len(kept)]
        if [own_copy(one, link).solution for one in kept] != [f"{word} {number}" for word in told]:
            wrong.append(f"{number}: another content")
        page, data = ask(port, "GET", f"/calls/a/{link}/receipt/")[1].decode(), ask(port, "GET", f"/calls/a/{link}/sent/")[1]  # fmt: skip
        if (
            kept[-1].receipt not in page
            or sha256(data).hexdigest() not in page
            or sha256(data).hexdigest() != kept[-1].sha256
        ):
            wrong.append(f"{number}: the receipt does not verify")
    if len({one.receipt for one in CallVersion.objects.all()}) != len(links) + Counter(again.values())[302]:
        wrong.append("answers were lost, or receipts given twice")
    return wrong


def main(data: str, port: int) -> None:
    os.environ["PARVIS_DATA"] = data
    from pages import wait  # type: ignore[import-not-found]

    from calls import prepare_call  # type: ignore[import-not-found]  # bench, on the path of this process
    from parvis.cli.serve import prepare

    prepare(data)
    _call, links = prepare_call(PROVIDERS)
    command = [sys.executable, "-m", "parvis.cli.main", "serve", "--port", str(port), "--data", data]

    with subprocess.Popen(command) as server:
        try:
            wait(port)
            first = wave(port, links, "First", threading.Barrier(PROVIDERS))
            again = wave(port, links, "Again", threading.Barrier(PROVIDERS + 1))
            wrong = [f"refused long before closing: {status}" for status in first.values() if status != 302]
            wrong += verdict(port, links, again)
        finally:
            server.terminate()
    print("wrong:", wrong or "nothing", Counter(again.values()))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
