"""What is to be said about the request: its method, its URL, its templates and the inputs they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.checks.template import TemplateCheck, references_of
from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.file_shape import INPUT_SCHEMA, PLATFORM_INTEGRATION, REQUEST, WEB_INTEGRATION
from genesys_deploy.data_action.model import DEFAULT_BODY
from genesys_deploy.data_action.request import BODILESS_METHODS
from genesys_deploy.data_action.velocity.nodes import Block, ForEach, If, Property, Reference, walk
from genesys_deploy.data_action.velocity.template import compile_template
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.data_action.checks.places import Places
    from genesys_deploy.data_action.model import DataAction, Field
    from genesys_deploy.source.finding import Finding

__all__ = ["check_request"]

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
NAMES = frozenset({"input", "credentials", "authResponse"})
RAW_REQUEST = "rawRequest"

Place = tuple[str, ...]
URL: Place = (*REQUEST, "requestUrlTemplate")
BODY: Place = (*REQUEST, "requestTemplate")
HEADERS: Place = (*REQUEST, "headers")


def check_request(action: DataAction, places: Places) -> Iterator[Finding]:
    yield from _check_method(action, places)
    yield from _check_url(action, places)
    yield from _check_headers(action, places)
    check = TemplateCheck(places, NAMES)
    templates = tuple(_templates(action))
    for text, place in templates:
        yield from check.check(text, place)
        yield from _check_inputs(action, text, place, places)
        yield from _check_loud(action, text, place, places)
    yield from _check_unused(action, [text for text, _ in templates], places)
    yield from _check_escaping(action, places)


def _templates(action: DataAction) -> Iterator[tuple[str, Place]]:
    yield action.request.url, URL
    for name, text in action.request.headers.items():
        yield text, (*HEADERS, name)
    if action.request.method not in BODILESS_METHODS:
        yield action.request.body, BODY


def _check_method(action: DataAction, places: Places) -> Iterator[Finding]:
    method = action.request.method
    place = (*REQUEST, "requestType")
    if method not in METHODS:
        hint = f"one of: {', '.join(sorted(METHODS))}"
        yield places.error("unknown-http-method", f"the platform has no method {method}", place, hint)
    if method in BODILESS_METHODS and action.request.body.strip() not in {"", DEFAULT_BODY}:
        message = f"a {method} is sent without the request template"
        yield places.warning("ignored-body", message, BODY, f"leave it out, or {DEFAULT_BODY}")


def _check_url(action: DataAction, places: Places) -> Iterator[Finding]:
    url = action.request.url
    if action.integration_type == PLATFORM_INTEGRATION and not url.startswith("/"):
        message = "an action of the platform's own API has a relative URL"
        yield places.warning("request-url", message, URL, 'start it with "/api/v2/"')
    if action.integration_type == WEB_INTEGRATION and not url.startswith(("http://", "https://", "$")):
        message = f"{url or 'nothing'} is no address of a web service"
        yield places.warning("request-url", message, URL, 'start it with "https://"')


def _check_headers(action: DataAction, places: Places) -> Iterator[Finding]:
    for name, value in action.request.headers.items():
        if name.lower() == "accept" and "json" not in value.lower():
            message = f"the header Accept must name a JSON media type, not {value}"
            yield places.error("accept-header", message, (*HEADERS, name), "application/json")


def _check_inputs(action: DataAction, text: str, place: Place, places: Places) -> Iterator[Finding]:
    inputs = {field.name: field for field in action.inputs}
    for reference in references_of(text):
        name = _input_name(reference)
        if name is None or name == RAW_REQUEST:
            continue
        if name not in inputs:
            message = f'{reference.literal}: "{name}" is no input of the contract'
            hint = did_you_mean(name, (*inputs, RAW_REQUEST))
            yield places.error("undeclared-input", message, place, hint, reference.offset)
        elif _deeper(reference):
            message = f"{reference.literal}: an input has no parts, so that this prints itself"
            yield places.error("undeclared-input", message, place, None, reference.offset)


def _check_loud(action: DataAction, text: str, place: Place, places: Places) -> Iterator[Finding]:
    """References outside of every `#if`, which may have asked whether the input is there."""
    optional = {field.name for field in action.inputs if not field.required}
    for node in _nodes(text):
        for part in () if isinstance(node, If) else walk(node):
            if isinstance(part, Reference) and not part.quiet and _input_name(part) in optional:
                message = f"{part.literal} prints itself where the flow leaves this optional input out"
                hint = f"write $!{{{part.path}}}, or make it required"
                yield places.info("loud-optional-input", message, place, hint, part.offset)


def _nodes(text: str) -> Block:
    try:
        return compile_template(text).nodes
    except TemplateError:
        return ()


def _input_name(reference: Reference) -> str | None:
    first = reference.steps[0] if reference.steps else None
    return first.name if reference.name == "input" and isinstance(first, Property) else None


def _deeper(reference: Reference) -> bool:
    return len(reference.steps) > 1 and isinstance(reference.steps[1], Property)


def _check_unused(action: DataAction, texts: list[str], places: Places) -> Iterator[Finding]:
    used = {_input_name(reference) for text in texts for reference in references_of(text)}
    whole = any(
        reference.name == "input" and _input_name(reference) is None
        for text in texts
        for reference in references_of(text)
    )
    if whole or RAW_REQUEST in used:
        return
    for field in action.inputs:
        if field.name not in used:
            message = f'the input "{field.name}" is used nowhere'
            yield places.warning("unused-input", message, (*INPUT_SCHEMA, "properties", field.name))


def _check_escaping(action: DataAction, places: Places) -> Iterator[Finding]:
    """A text that is put in as it comes breaks the JSON or the URL with its first quote or blank."""
    texts = {field.name: field for field in action.inputs if field.type == "string"}
    yield from _unescaped(texts, action.request.url, URL, "esc.url", places)
    body = action.request.body
    if action.request.method not in BODILESS_METHODS and body.lstrip()[:1] in {"{", "["}:
        yield from _unescaped(texts, body, BODY, "esc.jsonString", places)


def _unescaped(
    texts: dict[str, Field], template: str, place: Place, macro: str, places: Places
) -> Iterator[Finding]:
    for reference in _printed(_nodes(template)):
        if len(reference.steps) != 1 or _input_name(reference) not in texts:
            continue
        before = template[: reference.offset]
        if _within_quotes(before) if place == BODY else before:
            message = f"{reference.literal} is put in as it comes"
            hint = f"write ${macro}({reference.literal})"
            yield places.warning("unescaped-input", message, place, hint, reference.offset)


def _printed(nodes: Block) -> Iterator[Reference]:
    """References that print what they find, not those that a macro or a condition takes."""
    for node in nodes:
        match node:
            case Reference():
                yield node
            case If(branches=branches, otherwise=otherwise):
                for _, body in branches:
                    yield from _printed(body)
                yield from _printed(otherwise)
            case ForEach(body=body):
                yield from _printed(body)


def _within_quotes(before: str) -> bool:
    return (before.count('"') - before.count('\\"')) % 2 == 1
