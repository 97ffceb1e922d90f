"""The tools that the platform adds: `$encoding`, `$successTemplateUtils`, `$urlTool`, `$salesforce`.

Their names and purposes are in the platform's documentation; the exact result of those that `assumed`
names is not, and is our reading of it.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity.java_values import Value, text_of
from genesys_deploy.data_action.velocity.tool import Tool
from genesys_deploy.data_action.velocity.tools.escape import url_form_encode

__all__ = ["DYNAMICS", "ENCODING", "SALESFORCE", "SUCCESS_TEMPLATE", "URL"]

_SOSL_RESERVED = re.compile(r"""([?&|!{}\[\]()^~*:\\"'+-])""")


def _base64(value: Value) -> str | None:
    return None if value is None else base64.b64encode(text_of(value).encode()).decode()


def _first_from_array(array: Value, default: Value = "") -> str | None:
    """The first item as JSON; the default where there is none."""
    if array is None:
        return None
    items = _json(text_of(array), "successTemplateUtils.firstFromArray", list)
    return json.dumps(items[0], ensure_ascii=False) if items else text_of(default)


def _move_keys_into_array_of_objects(entries: Value, key_name: Value) -> str | None:
    """`{"a": {…}}` becomes `[{"<key_name>": "a", …}]`."""
    if entries is None or key_name is None:
        return None
    parsed = _json(text_of(entries), "successTemplateUtils.moveKeysIntoArrayOfObjects", dict)
    name = text_of(key_name)
    rows = [{name: key, **(row if isinstance(row, dict) else {"value": row})} for key, row in parsed.items()]
    return json.dumps(rows, ensure_ascii=False)


def _json(text: str, macro: str, kind: type) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, kind):
        wanted = "array" if kind is list else "object"
        raise TemplateError(f"{macro} needs a JSON {wanted}, not {text[:60]!r}")
    return value


def _optional_query_param(name: Value, value: Value) -> str:
    """`name=value`, escaped; nothing where there is no value."""
    if value is None or text_of(value) == "":
        return ""
    return f"{url_form_encode(text_of(name))}={url_form_encode(text_of(value))}"


def _escape_sosl(value: Value) -> str | None:
    return None if value is None else _SOSL_RESERVED.sub(r"\\\1", text_of(value))


ENCODING = Tool("encoding", macros={"base64": {1: _base64}})
SUCCESS_TEMPLATE = Tool(
    "successTemplateUtils",
    macros={
        "firstFromArray": {1: _first_from_array, 2: _first_from_array},
        "moveKeysIntoArrayOfObjects": {2: _move_keys_into_array_of_objects},
    },
    assumed=frozenset({"moveKeysIntoArrayOfObjects"}),
)
URL = Tool(
    "urlTool",
    macros={"optionalQueryParam": {2: _optional_query_param}},
    assumed=frozenset({"optionalQueryParam"}),
)
SALESFORCE = Tool(
    "salesforce", macros={"escReserved": {1: _escape_sosl}}, assumed=frozenset({"escReserved"}), open=True
)
DYNAMICS = Tool("dynamics", macros={}, open=True)
