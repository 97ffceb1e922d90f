from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.data_action.check import check_data_action
from genesys_deploy.data_action.reader import read_data_action_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.data_action.model import DataAction

    MakeAction = Callable[..., DataAction]

TEXT = {"type": "string"}
A: dict[str, Any] = {"inputs": {"a": TEXT}, "required": ("a",)}
FILLED: dict[str, Any] = {"outputs": {"a": TEXT}, "translation_map": {"x": "$.a"}}
ESCAPED = "$esc.jsonString(${input.a})"


@pytest.mark.parametrize(
    ("parts", "rules"),
    [
        (A | {"body": ESCAPED}, []),
        ({"body": "#if(true)"}, ["template-syntax"]),
        (A | {"body": "${inputs.a}" + ESCAPED}, ["unknown-reference"]),
        (A | {"body": "$Input.a" + ESCAPED}, ["unknown-reference"]),
        (A | {"body": '{"$schema": 1}' + ESCAPED}, ["unknown-reference"]),
        (A | {"body": "$5 #fff" + ESCAPED}, []),
        (A | {"body": "${input.b}" + ESCAPED}, ["undeclared-input"]),
        (A | {"body": "${input.a.b}"}, ["undeclared-input"]),
        (A | {"body": "${input.a.trim()}"}, []),
        (A | {"body": "${input.a.upper()}"}, ["unknown-method"]),
        (A | {"body": "${input.a.getBytes()}"}, ["unknown-method"]),
        (A | {"body": '{"a": "${input.a}"}'}, ["unescaped-input"]),
        (A | {"body": '{"a": ${input.a}}'}, []),
        (A | {"body": '{#if($input.a == "x")"a": "${input.a}"#end}'}, ["unescaped-input"]),
        (A | {"url": "https://x.example.com/${input.a}"}, ["unescaped-input"]),
        (A | {"url": "${input.a}"}, []),
        (A | {"body": "x"}, ["unused-input"]),
        (A | {"body": "${input.rawRequest}"}, []),
        ({"inputs": {"a": TEXT}, "body": ESCAPED}, ["loud-optional-input"]),
        ({"inputs": {"a": TEXT}, "body": "$!esc.jsonString($!{input.a})"}, []),
        ({"inputs": {"a": TEXT}, "body": '#if("$!{input.a}" != "")' + ESCAPED + "#end"}, []),
        (A | {"body": "$esc.jsonStrin(${input.a})"}, ["unknown-macro"]),
        (A | {"body": "$esc.jsonString(${input.a}, 1)"}, ["unknown-macro"]),
        (A | {"body": "$esc.quote" + ESCAPED}, []),
        (A | {"body": "$esc" + ESCAPED}, ["unknown-macro"]),
        (A | {"body": "$dynamics.x(${input.a})"}, ["unknown-macro"]),
        (A | {"body": '$urlTool.optionalQueryParam("a", ${input.a})'}, ["assumed-macro"]),
        (A | {"body": "#endif" + ESCAPED}, ["unknown-directive"]),
        (A | {"body": "#call($x)" + ESCAPED}, ["unknown-directive"]),
        (A | {"body": "#set(${x} = 1)" + ESCAPED}, ["set-ignored"]),
        (A | {"body": "#set($x = 1)$x" + ESCAPED}, []),
        (A | {"body": "#foreach($i in [1..2])$i$foreach.index#end" + ESCAPED}, []),
        ({"method": "BREW"}, ["unknown-http-method"]),
        ({"method": "GET", "body": "x"}, ["ignored-body"]),
        ({"url": "irp.example.com"}, ["request-url"]),
        ({"headers": {"Accept": "text/html"}}, ["accept-header"]),
        ({"inputs": {"a": {"type": "object"}}, "body": "$!input.a"}, ["nested-input"]),
        ({"inputs": {"orgId": TEXT}, "body": "$!esc.jsonString($!input.orgId)"}, ["reserved-input"]),
        ({"inputs": {"1a": TEXT}, "body": "$!input"}, ["input-name"]),
        ({"required": ("a",)}, ["required-input"]),
        ({"outputs": {"a": {"type": "array", "items": {"type": "array", "items": TEXT}}}}, ["nested-array"]),
        ({"outputs": {"a": {"type": "array"}}}, ["untyped-output"]),
        ({"outputs": {"a": {}}}, ["untyped-output"]),
        ({"outputs": {"a": {"$ref": "#/x"}}}, ["contract-reference", "untyped-output"]),
        ({"outputs": {"a.b": TEXT, "a": {"type": "object", "properties": {"b": TEXT}}}}, ["output-name"]),
        ({"translation_map": {"x": "$.a"}, "success_template": "${x}"}, []),
        (
            {"translation_map": {"x": "$.a"}, "success_template": "${y}"},
            ["unknown-reference", "unused-translation"],
        ),
        ({"translation_map": {"x": "$["}, "success_template": "${x}"}, ["path-syntax"]),
        ({"translation_map": {"x": ".a"}, "success_template": "${x}"}, ["path-scan"]),
        ({"translation_map": {"x": "$..[0].a"}, "success_template": "${x}"}, ["path-varies"]),
        ({"translation_map": {"x": "$.a[?(@.b all ['c'])]"}, "success_template": "${x}"}, ["path-operator"]),
        ({"translation_map": {"x": "$.a[?(@.b&&@.c)]"}, "success_template": "${x}"}, ["path-operator"]),
        ({"translation_map": {"x": "$.a[?(@.b && !(@.c == 1))]"}, "success_template": "${x}"}, []),
        ({"translation_map": {"x y": "$.a"}}, ["translation-name"]),
        ({"translation_map": {"esc": "$.a"}, "success_template": "$esc"}, ["translation-name"]),
        ({"defaults": {"x": "0"}}, ["unused-default"]),
        (FILLED | {"success_template": '{"a": ${x}}'}, []),
        (FILLED | {"success_template": '{"a": "$esc.jsonString($x)"}'}, []),
        (FILLED | {"success_template": '{"a": ${successTemplateUtils.firstFromArray("${x}", "0")}}'}, []),
        (FILLED | {"success_template": '{"a": ${x},}'}, ["success-json"]),
        (FILLED | {"success_template": '{"b": ${x}}'}, ["undeclared-output", "unfilled-output"]),
        (FILLED | {"success_template": '{#if($x == "1")"a": ${x}#end}'}, []),
        (FILLED | {"success_template": "${x}"}, []),
        (
            {"translation_map": {"x": "$.a"}, "success_template": "${x}", "defaults": {"x": "Not Found"}},
            ["default-not-json"],
        ),
    ],
)
def test_findings(make_action: MakeAction, parts: dict[str, Any], rules: list[str]) -> None:
    action = make_action(**{"body": "x", "success_template": "${rawResult}"} | parts)
    assert sorted(finding.rule for finding in check_data_action(action)) == rules


def test_a_finding_says_where_and_what_to_do() -> None:
    text = """\
name: X
config:
  request:
    requestUrlTemplate: "https://x.example.com/${inptu.a}"
    requestType: POST
    requestTemplate: |
      {
        "a": "${input.b}"
      }
  response:
    translationMap: {}
contract:
  input: {inputSchema: {type: object, properties: {a: {type: string}}}}
  output: {successSchema: {type: object, properties: {}}}
"""
    findings = check_data_action(read_data_action_text(text, "x.yaml"))
    shown = [(str(finding.span), finding.rule, finding.hint) for finding in findings]
    assert ("x.yaml:4:48", "unknown-reference", 'did you mean "input"?') in shown
    assert ("x.yaml:8:1", "undeclared-input", None) in shown


def test_a_contract_may_not_nest_deeper_than_the_platform_reads(make_action: MakeAction) -> None:
    part: dict[str, Any] = TEXT
    for _ in range(30):
        part = {"type": "object", "properties": {"a": part}}
    rules = {finding.rule for finding in check_data_action(make_action(outputs={"a": part}))}
    assert rules == {"contract-depth"}
