from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genesys_deploy.source.document import Mapping, plain
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.json_reader import MAX_DEPTH, read_json
from genesys_deploy.source.source_map import IdentityMap

SOURCE = IdentityMap("action.json")
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(JSON)
def test_reads_what_json_writes(value: object) -> None:
    assert plain(read_json(json.dumps(value, indent="\t"), SOURCE).root) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "1:1: not readable as JSON: expected a value"),
        ("{", "1:2: not readable as JSON: expected a key in double quotes"),
        ('{"a" 1}', '1:6: not readable as JSON: expected ":"'),
        ('{"a": 1,}', '1:8: not readable as JSON: "," before "}"'),
        ("[1 2]", '1:4: not readable as JSON: expected "," or "]"'),
        ('{\n "a": tru\n}', "2:7: not readable as JSON: expected a value"),
        ("1 2", "1:3: not readable as JSON: there is more after the end of the value"),
        ("[01]", '1:3: not readable as JSON: expected "," or "]"'),
        ('"a\nb"', "1:3: not readable as JSON: invalid control character at"),
        (
            "[" * (MAX_DEPTH + 2),
            f"1:{MAX_DEPTH + 2}: not readable as JSON: it is nested deeper than {MAX_DEPTH} levels",
        ),
    ],
)
def test_what_is_no_json_is_told_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        read_json(text, SOURCE)
    assert str(caught.value) == f"action.json:{reason}"


def test_nodes_know_their_place_and_keys_that_stand_twice_are_told() -> None:
    document = read_json('{\n  "name": "x",\n  "name": [true]\n}', SOURCE)
    assert isinstance(document.root, Mapping)
    value = document.root.get("name")
    assert value is not None
    assert str(value.span) == "action.json:3:11"
    assert [str(finding.span) for finding in document.findings] == ["action.json:3:3"]


@given(st.text(alphabet='{}[]":,\\ntrue01.e-', max_size=40))
def test_any_text_is_read_or_refused_as_the_standard_library_does(text: str) -> None:
    try:
        expected = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(SyntaxFault):
            read_json(text, SOURCE)
    else:
        assert plain(read_json(text, SOURCE).root) == expected
