"""What each kind of change means: for whom it breaks, and what must then be done.

The table is the whole semantics. "Breaks" is for what works today and stops working until somebody acts; what
was never possible before (an input that may now be left out) breaks nothing that is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MEANINGS", "Kind", "Meaning", "Touch"]


class Kind(StrEnum):
    """In the order in which they are told."""

    ACTION_ADDED = "action-added"
    ACTION_REMOVED = "action-removed"
    NAME = "name"
    INTEGRATION_TYPE = "integration-type"
    ACTION_TYPE = "action-type"
    SECURE_ON = "secure-on"
    SECURE_OFF = "secure-off"
    INPUT_ADDED = "input-added"
    REQUIRED_INPUT_ADDED = "required-input-added"
    INPUT_REMOVED = "input-removed"
    INPUT_RETYPED = "input-retyped"
    INPUT_REQUIRED = "input-required"
    INPUT_OPTIONAL = "input-optional"
    INPUT_CONSTRAINTS = "input-constraints"
    OUTPUT_ADDED = "output-added"
    REQUIRED_OUTPUT_ADDED = "required-output-added"
    OUTPUT_REMOVED = "output-removed"
    OUTPUT_RETYPED = "output-retyped"
    OUTPUT_REQUIRED = "output-required"
    OUTPUT_OPTIONAL = "output-optional"
    OUTPUT_CONSTRAINTS = "output-constraints"
    CONTRACT_DETAIL = "contract-detail"
    URL_SERVER = "url-server"
    URL_PATH = "url-path"
    URL_QUERY = "url-query"
    METHOD = "method"
    HEADER_ADDED = "header-added"
    HEADER_REMOVED = "header-removed"
    HEADER_CHANGED = "header-changed"
    BODY_FIELD_ADDED = "body-field-added"
    BODY_FIELD_REMOVED = "body-field-removed"
    BODY_FIELD_RETYPED = "body-field-retyped"
    BODY_FIELD_REFILLED = "body-field-refilled"
    BODY_FIELD_OPTIONAL = "body-field-optional"
    BODY_FIELD_ALWAYS = "body-field-always"
    BODY_REFERENCES = "body-references"
    BODY_REWRITTEN = "body-rewritten"
    PATH_ADDED = "path-added"
    PATH_ADDED_WITH_DEFAULT = "path-added-with-default"
    PATH_REMOVED = "path-removed"
    PATH_MOVED = "path-moved"
    PATH_MOVED_WITH_DEFAULT = "path-moved-with-default"
    DEFAULT_ADDED = "default-added"
    DEFAULT_REMOVED = "default-removed"
    DEFAULT_CHANGED = "default-changed"
    OUTPUT_REFILLED = "output-refilled"
    SUCCESS_TEMPLATE = "success-template"
    SUCCESS_TEMPLATE_REWRITTEN = "success-template-rewritten"
    TIMEOUT_SHORTER = "timeout-shorter"
    TIMEOUT_LONGER = "timeout-longer"

    @property
    def label(self) -> str:
        """The kind in words: "required input added"."""
        return self.value.replace("-", " ")


class Touch(Enum):
    """Which of the calls of a Data Action a change is for."""

    NONE = "no call"
    EVERY = "every call"
    GIVING = "calls that give the input"
    LACKING = "calls that do not give the input"
    TAKING = "calls that take the output"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`flows` and `service` say what must be done, empty where nothing; `contract`: the platform forbids it in place."""

    flows: str = ""
    service: str = ""
    breaks_flows: bool = False
    breaks_service: bool = False
    touches: Touch = Touch.NONE
    contract: bool = False


def _for_flows(flows: str, service: str = "", touches: Touch = Touch.EVERY) -> Meaning:
    return Meaning(flows, service, breaks_flows=True, touches=touches, contract=True)


def _in_contract(
    flows: str, service: str = "", touches: Touch = Touch.NONE, *, breaks_service: bool = False
) -> Meaning:
    return Meaning(flows, service, breaks_service=breaks_service, touches=touches, contract=True)


def _for_service(service: str, flows: str = "", touches: Touch = Touch.NONE) -> Meaning:
    return Meaning(flows, service, breaks_service=True, touches=touches)


MEANINGS: Final[Mapping[Kind, Meaning]] = {
    Kind.ACTION_ADDED: Meaning(service="offer the endpoint that it calls"),
    Kind.ACTION_REMOVED: Meaning(
        "a flow that calls it calls what is not there: take the call out",
        "nothing; its endpoint is no longer called from here",
        breaks_flows=True,
        touches=Touch.EVERY,
    ),
    Kind.NAME: Meaning(
        "flows call it by its name: publish them with the new one", breaks_flows=True, touches=Touch.EVERY
    ),
    Kind.INTEGRATION_TYPE: _for_flows(
        "flows call it under the integration's name: publish them with the other one",
        "accept the credential of the other kind of integration",
    ),
    Kind.ACTION_TYPE: Meaning(
        "its file is for another kind of action: look whether the org's integration offers it"
    ),
    Kind.SECURE_ON: _for_flows("only secure flows may call it: move the call into one"),
    Kind.SECURE_OFF: _in_contract(
        "its inputs and outputs are no longer kept secret: look what they hold", touches=Touch.EVERY
    ),
    Kind.INPUT_ADDED: _in_contract(
        "flows go on without it; give it where it is known", touches=Touch.LACKING
    ),
    Kind.REQUIRED_INPUT_ADDED: _for_flows("every call must give it", touches=Touch.LACKING),
    Kind.INPUT_REMOVED: _for_flows(
        "a call that gives it names an input that is not there: take it out", touches=Touch.GIVING
    ),
    Kind.INPUT_RETYPED: _for_flows(
        "a call that gives it must give the new type", "expect the value in the new type", Touch.GIVING
    ),
    Kind.INPUT_REQUIRED: _for_flows("a call that leaves it out must give it", touches=Touch.LACKING),
    Kind.INPUT_OPTIONAL: _in_contract("calls may leave it out", "expect requests made without it"),
    Kind.INPUT_CONSTRAINTS: _for_flows(
        "a value that the contract no longer accepts fails the call: look what is given", touches=Touch.GIVING
    ),
    Kind.OUTPUT_ADDED: _in_contract("flows may take it"),
    Kind.REQUIRED_OUTPUT_ADDED: _in_contract(
        "flows may take it", "every answer must lead to it; one that does not fails the call", breaks_service=True
    ),
    Kind.OUTPUT_REMOVED: _for_flows(
        "a call that takes it names an output that is not there: take it out, and what reads its variable",
        "nothing; the value is no longer read by this output",
        Touch.TAKING,
    ),
    Kind.OUTPUT_RETYPED: Meaning(
        "a call that takes it needs a variable of the new type",
        "answer the value in the new type; another fails the call",
        breaks_flows=True,
        breaks_service=True,
        touches=Touch.TAKING,
        contract=True,
    ),
    Kind.OUTPUT_REQUIRED: _in_contract(
        "it is there whenever the call succeeds",
        "every answer must lead to it; one that does not fails the call",
        breaks_service=True,
    ),
    Kind.OUTPUT_OPTIONAL: _for_flows(
        "it may be NOT_SET after a success: ask IsSet() before it is read",
        "may leave it out of the answer",
        Touch.TAKING,
    ),
    Kind.OUTPUT_CONSTRAINTS: Meaning(
        "it may hold other values than before",
        "a value that the contract does not accept fails the call: look what is answered",
        breaks_service=True,
        touches=Touch.TAKING,
        contract=True,
    ),
    Kind.CONTRACT_DETAIL: _in_contract("nothing; but the platform forbids this too once it is published"),
    Kind.URL_SERVER: _for_service("answer at the new address, and accept the integration's credential there"),
    Kind.URL_PATH: _for_service("answer at the new path"),
    Kind.URL_QUERY: _for_service("read the new query"),
    Kind.METHOD: _for_service("answer the new method"),
    Kind.HEADER_ADDED: Meaning(service="accept it, and read it where it is needed"),
    Kind.HEADER_REMOVED: _for_service("do without it"),
    Kind.HEADER_CHANGED: _for_service("accept its new value"),
    Kind.BODY_FIELD_ADDED: Meaning(service="accept the field, and read it where it is needed"),
    Kind.BODY_FIELD_REMOVED: _for_service("do without the field"),
    Kind.BODY_FIELD_RETYPED: _for_service("read the field in its new type"),
    Kind.BODY_FIELD_REFILLED: _for_service("expect something else in the field"),
    Kind.BODY_FIELD_OPTIONAL: _for_service("answer requests without the field too"),
    Kind.BODY_FIELD_ALWAYS: Meaning(service="nothing; the field is now always there"),
    Kind.BODY_REFERENCES: _for_service(
        "the body is no JSON that can be told apart: compare the two templates, and read the new one's"
    ),
    Kind.BODY_REWRITTEN: Meaning(
        service="nothing for the requests that were tried; where the template asks for particular values, compare"
    ),
    Kind.PATH_ADDED: _for_service(
        "every answer must hold it; one that does not can fail the call", touches=Touch.TAKING
    ),
    Kind.PATH_ADDED_WITH_DEFAULT: Meaning(service="may answer it; the default stands in"),
    Kind.PATH_REMOVED: Meaning(service="may leave it out of the answer"),
    Kind.PATH_MOVED: _for_service(
        "answer it at the new path; where it is not there the call can fail",
        "nothing, once the service answers there; look at the failure branch until then",
        Touch.TAKING,
    ),
    Kind.PATH_MOVED_WITH_DEFAULT: _for_service(
        "answer it at the new path",
        "until the service answers there, the default stands in and nothing fails",
        Touch.TAKING,
    ),
    Kind.DEFAULT_ADDED: Meaning(
        "the default comes where the call failed before", "may now leave it out", touches=Touch.TAKING
    ),
    Kind.DEFAULT_REMOVED: _for_service(
        "it must now be in every answer",
        "where the answer lacks it the call can fail instead of giving the default",
        Touch.TAKING,
    ),
    Kind.DEFAULT_CHANGED: Meaning(
        "what compares the output with the old default decides otherwise",
        breaks_flows=True,
        touches=Touch.TAKING,
    ),
    Kind.OUTPUT_REFILLED: Meaning(
        "the output holds something else", breaks_flows=True, touches=Touch.TAKING
    ),
    Kind.SUCCESS_TEMPLATE: Meaning(
        "what the outputs hold cannot be told apart: try both with `action outputs`",
        "an answer that the new template makes no JSON of fails the call",
        breaks_flows=True,
        touches=Touch.EVERY,
    ),
    Kind.SUCCESS_TEMPLATE_REWRITTEN: Meaning(
        "nothing where all values are there; where the template asks for particular values, compare"
    ),
    Kind.TIMEOUT_SHORTER: _for_service(
        "answer within the new time", "a slower answer comes as timeout or failure", Touch.EVERY
    ),
    Kind.TIMEOUT_LONGER: Meaning("a call without a timeout of its own may wait longer", touches=Touch.EVERY),
}  # fmt: skip
