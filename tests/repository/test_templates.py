"""Templates: each is used, each page stands on the base page, none needs what the content security policy refuses."""

import re
from pathlib import Path

from tests.repository import tree
from tests.repository.tree import nothing

#: Templates that allauth and Django find by their name.
OVERRIDES = ("allauth/", "account/", "mfa/", "socialaccount/")
#: The head and foot of every page.
BASES = {"base.html"}
#: Forms without the token of a session, and what stands in its place.
WITHOUT_SESSION = {
    "residents/answer.html": "residents have no session; a signed form that works once stands in its place",
    "calls/answer.html": "the secret address of the answer stands in place of a session",
    "calls/send.html": "the secret address of the answer stands in place of a session",
    "calls/link.html": "whoever asks for a link has no session; a signed form that works once stands in its place",
    "calls/ask.html": "whoever asks in public has no session; a signed form that works once stands in its place",
}


def name(path: Path) -> str:
    return path.relative_to(tree.TEMPLATES).as_posix()


def everything() -> str:
    code = [path.read_text(encoding="utf-8") for path in tree.python()]
    return "\n".join(code + [path.read_text(encoding="utf-8") for path in tree.templates()])


def test_every_template_is_used():
    text = everything()
    unused = []
    for path in tree.templates():
        if name(path).startswith(OVERRIDES):
            continue
        if name(path).startswith("cotton/"):
            part = name(path).removeprefix("cotton/").removesuffix(".html").replace("/", ".")
            used = re.search(rf"<c-{re.escape(part)}[\s/>]", text)
        else:
            used = name(path) in text
        if not used:
            unused.append(name(path))
    nothing(unused)


def test_no_template_needs_what_the_policy_refuses():
    refused = {
        "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
        "a style element": re.compile(r"<style\b", re.IGNORECASE),
        "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
        "an inline script": re.compile(
            r"<script\b(?![^>]*\b(?:src\s*=|type=\"application/json\"))", re.IGNORECASE
        ),  # data is none
        "a script address": re.compile(r"javascript:", re.IGNORECASE),
        "an outside address": re.compile(
            r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*[\"']https?:", re.IGNORECASE
        ),
    }
    found = [
        f"{name(path)}: {what}"
        for path in tree.templates()
        for what, pattern in refused.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    nothing(found)


def rendered() -> set[str]:
    """The templates that some page function names."""
    return {
        found for path in tree.python() for found in re.findall(r"[\"']([a-z_/]+\.html)[\"']", path.read_text("utf-8"))
    }


def test_every_page_stands_on_the_base_page():
    bare = []
    for path in tree.templates():
        text = path.read_text(encoding="utf-8")
        part_of_a_page = name(path).startswith((*OVERRIDES, "cotton/")) or "parts/" in name(path)
        if (
            name(path) in rendered() - BASES
            and not part_of_a_page
            and not re.search(r"{% extends \"[a-z_/]+\.html\"", text)
        ):
            bare.append(name(path))
    # A fragment that htmx polls for is part of a page: a page template includes it.
    included = everything()
    nothing([each for each in bare if f'include "{each}"' not in included])


def test_every_form_of_a_page_is_protected_against_forgery():
    post = re.compile(r"<form\b[^>]*method=[\"']post[\"'][^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
    bare = [
        name(path)
        for path in tree.templates()
        for body in post.findall(path.read_text(encoding="utf-8"))
        if "csrf_token" not in body and name(path) not in WITHOUT_SESSION
    ]
    nothing(bare)
