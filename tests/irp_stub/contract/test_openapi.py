"""A description is held against the Data Actions without asking the platform anything."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.locate import find_project
from irp_stub.api.endpoints import ROUTES
from irp_stub.api.openapi import describe
from irp_stub.contract.catalogue import load_catalogue
from irp_stub.contract.errors import CannotVerify
from irp_stub.contract.openapi.check import check_description
from irp_stub.contract.openapi.place import read_description

Document = dict[str, Any]
CATALOGUE = load_catalogue(None, {"irp_url": "", "crm_url": ""})
REFERENCE: Document = json.loads(json.dumps(describe(ROUTES)))


def check(document: Document) -> tuple[Finding, ...]:
    return check_description(document, CATALOGUE)


def errors(document: Document) -> list[Finding]:
    return [finding for finding in check(document) if finding.severity is Severity.ERROR]


def operation(document: Document, path: str = "/api/v1/resolve", method: str = "post") -> Document:
    found: Document = document["paths"][path][method]
    return found


def schema(document: Document, name: str) -> Document:
    found: Document = document["components"]["schemas"][name]
    return found


def test_the_reference_describes_what_the_flows_need() -> None:
    assert errors(REFERENCE) == []


def drop_path(document: Document) -> None:
    del document["paths"]["/api/v1/bot-check"]


def get_instead_of_post(document: Document) -> None:
    document["paths"]["/api/v1/leads"] = {"get": {}}


def answers_201_only_as_404(document: Document) -> None:
    responses = operation(document)["responses"]
    responses["404"] = responses.pop("200")


def answers_nothing(document: Document) -> None:
    operation(document)["responses"]["200"] = {"description": "OK"}


def answers_html(document: Document) -> None:
    operation(document)["responses"]["200"]["content"] = {"text/html": {}}


def takes_forms(document: Document) -> None:
    body = operation(document)["requestBody"]
    body["content"] = {"application/x-www-form-urlencoded": body["content"].pop("application/json")}


def no_confidence(document: Document) -> None:
    for name in ("ResolvedAnswer", "UnresolvedAnswer"):
        del schema(document, name)["properties"]["confidence"]


def no_confidence_where_unresolved(document: Document) -> None:
    del schema(document, "UnresolvedAnswer")["properties"]["confidence"]


def confidence_as_text(document: Document) -> None:
    for name in ("ResolvedAnswer", "UnresolvedAnswer"):
        schema(document, name)["properties"]["confidence"] = {"type": "string"}


def numbers_for_customers(document: Document) -> None:
    schema(document, "ResolvedAnswer")["properties"]["customer_id"] = {"type": ["integer", "null"]}


def numbers_for_user_ids(document: Document) -> None:
    schema(document, "ResolveRequest")["properties"]["user_id"] = {"type": "integer"}


def refuses_raw_handles(document: Document) -> None:
    request = schema(document, "ResolveRequest")
    del request["properties"]["handle_raw"]
    request["additionalProperties"] = False


def requires_a_tenant(document: Document) -> None:
    schema(document, "ResolveRequest")["required"].append("tenant")


def requires_handles(document: Document) -> None:
    schema(document, "ResolveRequest")["required"].append("handle")


def no_tier_in_profiles(document: Document) -> None:
    del schema(document, "ProfileData")["properties"]["tier"]
    schema(document, "ProfileData")["additionalProperties"] = False


def null_tiers(document: Document) -> None:
    account = schema(document, "Account")
    account["properties"]["tier"] = {"type": ["string", "null"]}
    account["required"].append("tier")


def says_nothing_of_429(document: Document) -> None:
    del operation(document)["responses"]["429"]


@pytest.mark.parametrize(
    ("spoil", "severity", "rule", "line"),
    [
        (drop_path, "error", "missing-path", "/api/v1/bot-check"),
        (get_instead_of_post, "error", "missing-method", "/api/v1/leads"),
        (answers_201_only_as_404, "error", "no-success", "/api/v1/resolve"),
        (answers_nothing, "error", "no-body", "resolved: $.resolved"),
        (answers_html, "error", "response-content-type", "/api/v1/resolve"),
        (takes_forms, "error", "request-content-type", "/api/v1/resolve"),
        (no_confidence, "error", "missing-field", "confidence: $.confidence"),
        (no_confidence_where_unresolved, "warning", "optional-field", "confidence: $.confidence"),
        (confidence_as_text, "error", "retyped-field", "confidence: $.confidence"),
        (numbers_for_customers, "error", "retyped-field", "customerId: $.customer_id"),
        (numbers_for_user_ids, "error", "retyped-field", '"user_id"'),
        (refuses_raw_handles, "error", "refused-field", '"handle_raw"'),
        (requires_a_tenant, "error", "required-field", "/api/v1/resolve"),
        (requires_handles, "warning", "required-field", '"handle"'),
        (no_tier_in_profiles, "warning", "missing-field", "tier: $.profile_data.tier"),
        (null_tiers, "warning", "null-field", "tier: $.tier"),
        (says_nothing_of_429, "warning", "no-refusal", "/api/v1/resolve"),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_what_does_not_suit_is_told_with_the_line_that_needs_it(
    spoil: Callable[[Document], None], severity: str, rule: str, line: str
) -> None:
    document = copy.deepcopy(REFERENCE)
    spoil(document)
    new = [finding for finding in check(document) if finding not in check(REFERENCE)]
    assert [(str(f.severity), f.rule) for f in new if f.rule == rule] == [(severity, rule)], new
    assert {f.rule for f in new} == {rule}
    (finding,) = new
    assert finding.span
    text = (find_project().root / finding.span.file).read_text(encoding="utf-8")
    assert line in text.splitlines()[finding.span.start.line - 1]


def test_a_base_path_of_the_address_is_no_other_path() -> None:
    catalogue = load_catalogue(None, {"irp_url": "/tenants/7", "crm_url": "/crm"})
    assert [f for f in check_description(REFERENCE, catalogue) if f.severity is Severity.ERROR] == []


YAML_DOCUMENT = """
openapi: 3.0.3
paths:
  /api/v1/resolve:
    post:
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Loop"}}}
      responses:
        "200": {content: {application/json: {schema: {allOf: [{$ref: "#/components/schemas/Answer"}]}}}}
        "401": {description: no}
        "429": {description: no}
components:
  schemas:
    Loop: {$ref: "#/components/schemas/Loop"}
    Answer:
      type: object
      required: [resolved, confidence]
      properties:
        resolved: {type: boolean}
        confidence: {type: number}
        customer_id: {type: string, nullable: true}
        profile_data: {type: object}
        candidates: {type: array, items: {type: object, properties: {customer_id: {type: string}}}}
"""


def test_yaml_references_in_circles_and_free_objects_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(YAML_DOCUMENT, encoding="utf-8")
    found = check_description(read_description(str(path), None), CATALOGUE)
    of_resolve = [finding for finding in found if "Resolve Identity" in finding.message]
    assert [f.rule for f in of_resolve if f.severity is Severity.ERROR] == []
    told = {f.message.partition('"$')[2].partition('"')[0] for f in of_resolve}
    assert {".matched_by", ".review_id", ".candidates[0].confidence"} <= told
    assert ".profile_data.tier" not in told


@pytest.mark.parametrize("text", ["swagger: '2.0'", "[1, 2]", "{: [", "openapi: nine"])
def test_what_is_no_description_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotVerify):
        read_description(str(path), None)
