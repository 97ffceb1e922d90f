"""The shapes that the parts of a Data Action's body must have before anybody looks inside them."""

from __future__ import annotations

from typing import Any

import msgspec

from genesys_deploy.local_org.http.refusal import bad_value

__all__ = ["check_shapes"]


class RequestShape(msgspec.Struct, frozen=True, rename="camel"):
    request_url_template: str | None = None
    request_template: str | None = None
    request_type: str | None = None
    headers: dict[str, str] | None = None


class ResponseShape(msgspec.Struct, frozen=True, rename="camel"):
    translation_map: dict[str, str] | None = None
    translation_map_defaults: dict[str, str] | None = None
    success_template: str | None = None


class ConfigShape(msgspec.Struct, frozen=True, rename="camel"):
    timeout_seconds: int | None = None
    request: RequestShape | None = None
    response: ResponseShape | None = None


class SchemaShape(msgspec.Struct, frozen=True):
    properties: dict[str, Any] | None = None


class InputShape(msgspec.Struct, frozen=True, rename="camel"):
    input_schema: SchemaShape | None = None


class OutputShape(msgspec.Struct, frozen=True, rename="camel"):
    success_schema: SchemaShape | None = None


class ContractShape(msgspec.Struct, frozen=True):
    input: InputShape | None = None
    output: OutputShape | None = None


_SHAPES: dict[str, Any] = {
    "name": str,
    "category": str,
    "secure": bool,
    "config": ConfigShape,
    "contract": ContractShape,
}


def check_shapes(fields: dict[str, Any]) -> None:
    """Refuse parts of another shape; parts that are not known here are passed over.

    Raises:
        Refusal: 400.
    """
    for name in fields.keys() & _SHAPES.keys():
        try:
            msgspec.convert(fields[name], _SHAPES[name])
        except msgspec.ValidationError as error:
            raise bad_value(f"{name} has another shape: {error}") from None
