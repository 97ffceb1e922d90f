"""Whatever somebody's template or path is: an answer or an error of ours, never a fault, never without end."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genesys_deploy.data_action.bulk import answer
from genesys_deploy.data_action.reader import read_data_action_text
from genesys_deploy.data_action.velocity.template import compile_template
from genesys_deploy.source.errors import SourceError

SIGNS = ["$", "!", "{", "}", "#", "(", ")", "[", "]", ".", ",", '"', "'", "\\", " ", "\n", "x", "1", "-", "*", "=", "..", "if", "set", "foreach", "end", "else", "in", "$x", "${x}", "#if($x)", "#end", "#set($y = ", "#foreach($i in $l)", "&&", "==", "+", "%", "true", "$esc.url(", "$l.get(", "😀"]  # fmt: skip
PATH_SIGNS = ["$", "@", ".", "..", "[", "]", "?", "(", ")", "'", '"', "*", ",", ":", "-", "0", "1", "a", "b", " ", "==", "<", "=~", "/", "&&", "||", "!", " in ", " size ", "length()", "sum(", "[?(@.", "\\", "null", "true", "{", "}"]  # fmt: skip
CONTEXT = {"x": "v", "l": [1, "a", None], "o": {"k": 1.5}, "n": 3}
DOCUMENT = {"a": [{"b": 1}, {"b": "x", "a": None}, [1, 2]], "b": {"a": {"b": [True]}}, "c": "text"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=14).map("".join))
def test_any_template_has_an_answer(template: str) -> None:
    assert set(answer({"velocity": template, "context": CONTEXT})) in ({"out"}, {"error"})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PATH_SIGNS), max_size=12).map("".join), json_values)
def test_any_path_has_an_answer(path: str, document: object) -> None:
    for one in (DOCUMENT, document):
        assert set(answer({"jsonpath": path, "document": one})) in ({"out"}, {"error"})


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_characters="$#\\")))
def test_a_text_without_signs_prints_itself(text: str) -> None:
    assert compile_template(text).render({}) == text


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_comes_through_an_escaped_request(text: str) -> None:
    printed = compile_template('{"a": "$esc.jsonString($x)"}').render({"x": text})
    assert json.loads(printed) == {"a": text}


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_value_comes_through_a_translation_map(value: object) -> None:
    assert answer({"jsonpath": "$.v", "document": {"v": value}}) == {"out": value}


@pytest.mark.parametrize(
    "template",
    [
        "#foreach($i in [1..99999])#foreach($j in [1..99999])x#end#end",
        "#set($x = 'xxxxxxxxxx')#foreach($i in [1..60])#set($x = \"$x$x\")#end",
        "#set($x = 'xxxxxxxxxx')#foreach($i in [1..60])#set($x = $x + $x)#end",
        "#set($x = 9)#foreach($i in [1..60])#set($x = $x * $x)#end$x",
        f"#set($x = {'9' * 5000})",
    ],
)
def test_a_template_that_grows_without_end_is_stopped(template: str) -> None:
    assert "error" in answer({"velocity": template, "context": {}})


@pytest.mark.parametrize(
    "text", ["a: " * 3000, "{" * 5000, "[" * 5000, '{"a":' * 5000, "name: &a [*a]", "\x00"]
)
def test_a_hostile_file_is_a_source_error(text: str) -> None:
    for is_json in (True, False):
        with pytest.raises(SourceError):
            read_data_action_text(text, "x", is_json=is_json)
