"""A Data Action as a value, made from the few parts that a test is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from genesys_deploy.data_action.wire import from_wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from genesys_deploy.data_action.model import DataAction

    MakeAction = Callable[..., DataAction]


@pytest.fixture
def make_action() -> MakeAction:
    def make(
        *,
        url: str = "https://irp.example.com/resolve",
        method: str = "POST",
        headers: Mapping[str, str] | None = None,
        body: str = "",
        inputs: Mapping[str, Any] | None = None,
        required: tuple[str, ...] = (),
        outputs: Mapping[str, Any] | None = None,
        translation_map: Mapping[str, str] | None = None,
        defaults: Mapping[str, str] | None = None,
        success_template: str = "${rawResult}",
    ) -> DataAction:
        return from_wire(
            {
                "name": "Resolve",
                "contract": {
                    "input": {
                        "inputSchema": {
                            "type": "object",
                            "properties": inputs or {},
                            "required": list(required),
                        }
                    },
                    "output": {"successSchema": {"type": "object", "properties": outputs or {}}},
                },
                "config": {
                    "request": {
                        "requestUrlTemplate": url,
                        "requestType": method,
                        "headers": headers or {},
                        "requestTemplate": body,
                    },
                    "response": {
                        "translationMap": translation_map or {},
                        "translationMapDefaults": defaults or {},
                        "successTemplate": success_template,
                    },
                },
            }
        )

    return make
