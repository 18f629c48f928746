"""Documents of an assessment over the API: the same files, the same refusals, the same events as on the pages."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from tests.assessment.conftest import give, market, officer
from tests.reports.conftest import SECOND

from parvis.journal.models import Entry
from parvis.people.actions import make_token
from parvis.reports.assessment.shelf import SHELF

__all__ = ["give", "market", "officer"]


@pytest.fixture
def ask():
    def get(account, path, **query):
        secret = make_token(account, purpose="test", until=timezone.now() + timedelta(days=1))
        return Client().get(path, query, headers={"authorization": f"Bearer {secret}"})

    return get


@pytest.fixture
def home(market):
    return f"/api/v1/assessments/{market.of.pk}/documents"


def test_the_list_names_every_document_and_each_can_be_had(market, ask, home):
    listed = ask(market.lead, home).json()
    assert {row["document"]: row["formats"] for row in listed} == {
        code: list(kind.writers) for code, kind in SHELF.items()
    }
    for row in listed:
        answer = ask(market.lead, f"{home}/{row['document']}.{row['formats'][0]}")
        assert answer.status_code == 200
        assert f"{row['document']}.{row['formats'][0]}" in answer.headers["Content-Disposition"]
    told = Entry.objects.filter(action="reports.assessment_document_written").order_by("seq")
    assert [entry.payload["document"] for entry in told] == list(SHELF)


def test_a_document_is_a_file_and_names_are_for_the_lead(market, ask, home, joining):
    answer = ask(market.lead, f"{home}/report.pdf", names="true")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert PdfReader(io.BytesIO(answer.content)).pages
    assert ask(joining("reader"), f"{home}/report.pdf").status_code == 200
    assert ask(joining("reader", 2), f"{home}/report.pdf", names="true").status_code == 403


def test_who_may_not_gets_the_answer_of_the_pages(market, ask, home, stranger, joining):
    assert ask(stranger, home).status_code == 404
    assert ask(joining("operator"), home).status_code == 403
    assert ask(joining("operator", 2), f"{home}/report.pdf").status_code == 403
    assert Client().get(home).status_code == 401
    refused = ask(market.lead, f"{home}/report.xlsx")
    assert refused.status_code == 422
    assert refused.json()["detail"].endswith("Nothing was written.")
    assert ask(market.lead, f"{home}/novel.pdf").status_code == 422
    assert not Entry.objects.filter(action="reports.assessment_document_written").exists()


def test_the_extract_is_looked_at_and_released_over_the_api(told, ask, stranger, joining):
    told.mark(place=0, second=0, good=0)
    here = f"/api/v1/assessments/{told.of.pk}/extract"
    found = ask(told.lead, here).json()
    assert SECOND in found["texts"]
    assert found["refusal"] == ""
    assert {"kind": "weakness", "number": 1, "marking": None} in found["left"]
    assert {"kind": "purpose", "number": 1, "marking": "TLP:AMBER+STRICT"} in found["left"]
    said = {"marking": "TLP:CLEAR", "format": "docx", "reason": "Council", "digest": found["digest"]}
    answer = send(told.lead, here, said)
    assert answer.headers["Content-Type"].startswith("application/vnd")
    assert Entry.objects.get(action="reports.extract_released").payload["reason"] == "Council"
    assert send(told.lead, here, said | {"digest": "0" * 64}).status_code == 422
    assert send(told.lead, here, said | {"marking": "TLP:AMBER"}).status_code == 422
    assert send(told.lead, here, said | {"reason": ""}).status_code == 422
    assert ask(joining("reader"), here).status_code == 403
    assert send(joining("reader", 2), here, said).status_code == 403
    assert send(stranger, here, said).status_code == 404
    assert Entry.objects.filter(action="reports.extract_released").count() == 1


def send(account, path, data):
    secret = make_token(account, purpose="test", until=timezone.now() + timedelta(days=1))
    return Client().post(path, data, content_type="application/json", headers={"authorization": f"Bearer {secret}"})
