"""Every component renders with no attribute at all, and leaves nothing that the content security policy would refuse."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

TEMPLATES = Path(__file__).parents[2] / "src/parvis/web/templates"
COMPONENTS = sorted({path.stem for path in (TEMPLATES / "cotton").glob("*.html")} - {"field"})  # a field needs one


def render(source: str, **context: object) -> str:
    compiled = CottonCompiler().process(source)
    request = RequestFactory().get("/?kind=square&page=2")
    return engines["django"].from_string(compiled).render(context, request)


@pytest.mark.parametrize("name", COMPONENTS)
def test_renders_without_attributes(name):
    assert render(f"<c-{name}></c-{name}>") is not None


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_inline_style_script_or_handler(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)


LINKS = [
    {"label": "Place", "detail": "4 zones", "state": "done", "state_label": "done", "url": "/a"},
    SimpleNamespace(label="Plan", detail="older", state="stale", state_label="out of date", url=""),
]


def test_ribbon_names_each_link_and_its_state_in_words():
    html = render('<c-ribbon :links="links" />', links=LINKS)
    assert 'href="/a"' in html
    assert "out of date" in html
    assert "1 of 2 links done; Plan: out of date" in html


def test_values_are_escaped_once():
    html = render('<c-card title="{{ name }}"><c-tag>{{ name }}</c-tag></c-card>', name="<b>A & B</b>")
    assert html.count("&lt;b&gt;A &amp; B&lt;/b&gt;") == 2


def test_numbers_in_attributes_keep_the_point_in_french():
    with translation.override("fr"):
        html = render(
            '<c-bar :value="0.125" :low="0.05" :high="0.333" /><c-dots :values="values" />', values=[1.5, 2.25, 5]
        )
    geometry = re.findall(r'\s(?:x|y|cx|cy|width|height|d|viewBox)="([^"]*)"', html)
    assert geometry
    assert not any("," in value for value in geometry)


class Asked(forms.Form):
    name = forms.CharField(label="Name", help_text="As people call it.")
    agreed = forms.BooleanField(label="Agreed")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)


def test_form_ties_help_and_errors_to_the_control():
    html = render('<c-form :form="form" submit="Send" />', form=Asked({}))
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert re.search(r'<input[^>]*name="name"[^>]*aria-describedby="id_name_helptext id_name_error"', html)
    assert "csrfmiddlewaretoken" in html
    assert html.count('name="token"') == 1
    assert ">Send</button>" in html


def test_form_with_own_content_draws_only_that():
    html = render('<c-form :form="form"><c-field :field="form.name" /></c-form>', form=Asked())
    assert html.count('name="name"') == 1
    assert 'name="agreed"' not in html


def test_pager_keeps_the_other_conditions():
    html = render('<c-pager :page="page" />', page=Paginator(range(30), 10).get_page(2))
    assert "kind=square&amp;page=3" in html
    assert "kind=square&amp;page=1" in html


def test_map_carries_its_words_and_speaks_none_itself():
    html = render('<c-map label="Halles" features="/f.geojson" draw="line" draw_target="#id_geometry" />')
    assert 'data-draw="line"' in html
    assert 'data-text-hint-line="' in html
    assert 'role="region"' not in html
