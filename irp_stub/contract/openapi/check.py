"""What in a description does not suit the Data Actions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from genesys_deploy.source.finding import Finding, Severity
from irp_stub.contract.openapi.needs import needs_of
from irp_stub.contract.openapi.schemas import Schemas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.span import Span
    from irp_stub.contract.catalogue import Purpose
    from irp_stub.contract.openapi.needs import Needs, Read, Sent

__all__ = ["check_description"]

_JSON = re.compile(r"application/(?:[\w.+-]+\+)?json\b|\*/\*|application/\*")
_PROBLEMS = {"401": "a key that is refused", "429": "a sender that is refused"}


def check_description(
    document: Mapping[str, Any], catalogue: Mapping[Purpose, DataAction]
) -> tuple[Finding, ...]:
    """Errors lose messages; warnings say what a flow would have to do without. Each names the Data Action's line."""
    needs = (needs_of(action) for action in catalogue.values())
    return tuple(finding for need in needs if need for finding in _Check(document, need).findings())


class _Check:
    """One Data Action against one document."""

    def __init__(self, document: Mapping[str, Any], needs: Needs) -> None:
        self._document, self._needs, self._schemas = document, needs, Schemas(document)

    def findings(self) -> Iterator[Finding]:
        needs = self._needs
        path = self._path()
        if path is None:
            yield self._error("missing-path", f"nothing is described at {needs.path}", needs.span)
            return
        operation = path.get(needs.method.lower())
        if not isinstance(operation, dict):
            yield self._error("missing-method", f"{needs.path} has no {needs.method}", needs.span)
            return
        yield from self._request(operation)
        yield from self._responses(operation)

    def _path(self) -> Mapping[str, Any] | None:
        for template, item in (self._document.get("paths") or {}).items():
            pattern = "[^/]+".join(map(re.escape, re.split(r"\{[^}]*\}", template)))
            if re.fullmatch(rf"(?:/[^?]*)?{pattern}", self._needs.path):
                return self._schemas.resolve(item)
        return None

    def _request(self, operation: Mapping[str, Any]) -> Iterator[Finding]:
        if not self._needs.sent:
            return
        body = self._schemas.resolve(operation.get("requestBody"))
        schema = _json_schema(body)
        if schema is None:
            types = ", ".join(body.get("content") or {}) or "nothing"
            yield self._error(
                "request-content-type", f"takes {types}, not application/json", self._needs.span
            )
            return
        forms = list(self._schemas.forms(schema))
        for sent in self._needs.sent:
            yield from self._sent(sent, forms)
        yield from self._required([frozenset(form.get("required", ())) for form in forms])

    def _required(self, forms: list[frozenset[str]]) -> Iterator[Finding]:
        """Where a request may have one of several forms, one that suits is enough."""
        known = {sent.name: sent for sent in self._needs.sent}
        never_sent = min((form - known.keys() for form in forms), key=len, default=frozenset())
        for name in sorted(never_sent):
            yield self._error("required-field", f'requires "{name}", which is never sent', self._needs.span)
        for name in sorted(frozenset.intersection(*forms) & known.keys() if forms else ()):
            if not known[name].always:
                text = f'requires "{name}", which is left out where the flow has none'
                yield self._warning("required-field", text, known[name].span)

    def _sent(self, sent: Sent, forms: list[Mapping[str, Any]]) -> Iterator[Finding]:
        described = [
            form["properties"][sent.name] for form in forms if sent.name in form.get("properties", {})
        ]
        if not described:
            if all(form.get("additionalProperties") is False for form in forms):
                yield self._error("refused-field", f'refuses "{sent.name}", which is sent', sent.span)
            return
        types = frozenset[str]().union(*(self._schemas.types(schema) for schema in described))
        if types and not _suits(sent.type, types):
            wanted = " or ".join(sorted(types))
            yield self._error(
                "retyped-field", f'takes "{sent.name}" as {wanted}; {sent.type} is sent', sent.span
            )

    def _responses(self, operation: Mapping[str, Any]) -> Iterator[Finding]:
        responses = {str(status): answer for status, answer in (operation.get("responses") or {}).items()}
        good = {status: answer for status, answer in responses.items() if status[0] in "2d"}
        if not good:
            told = ", ".join(responses) or "none"
            yield self._error("no-success", f"describes no success (statuses: {told})", self._needs.span)
        for status, answer in good.items():
            yield from self._response(status, self._schemas.resolve(answer))
        for status, what in _PROBLEMS.items():
            if status == "429" and not self._needs.path.endswith("/resolve"):
                continue
            if not {status, "4XX", "default"} & set(responses):
                yield self._warning("no-refusal", f"does not describe {status}, {what}", self._needs.span)

    def _response(self, status: str, answer: Mapping[str, Any]) -> Iterator[Finding]:
        content = answer.get("content") or {}
        schema = _json_schema(answer)
        needed = [read for read in self._needs.read if not read.has_default]
        if schema is None and content:
            told = ", ".join(content)
            yield self._error(
                "response-content-type", f"answers {status} as {told}, not JSON", self._needs.span
            )
        elif schema is None and needed:
            text = f'answers {status} without a body; "{needed[0].path}" is read from it'
            yield self._error("no-body", text, needed[0].span)
        elif schema is not None:
            for read in self._needs.read:
                yield from self._read(status, read, schema)

    def _read(self, status: str, read: Read, schema: Any) -> Iterator[Finding]:
        if read.steps is None:
            return
        found, always = self._follow(read, schema)
        where = f'"{read.path}" of {status}'
        if not found and read.has_default:
            yield self._warning(
                "missing-field", f"has no {where}; {read.name} is always its default", read.span
            )
        elif not found:
            yield self._error("missing-field", f"has no {where}; {read.name} has no default", read.span)
        elif not always and not read.has_default and "" not in found:
            yield self._warning(
                "optional-field", f"may leave out {where}; {read.name} has no default", read.span
            )
        yield from self._type(where, read, found - {""}, always=always)

    def _type(self, where: str, read: Read, types: frozenset[str], *, always: bool) -> Iterator[Finding]:
        if not types or read.type is None:
            return
        if not _suits_any(types - {"null"}, read.type):
            told = " or ".join(sorted(types))
            yield self._error(
                "retyped-field", f"has {where} as {told}; {read.name} is a {read.type}", read.span
            )
        elif "null" in types and always:
            yield self._warning(
                "null-field", f"may have null as {where}; {read.name} cannot be null", read.span
            )

    def _follow(self, read: Read, schema: Any) -> tuple[frozenset[str], bool]:
        """The types at the end of the path, "" for a type that is not told; and whether it is in every form."""
        schemas, always = [schema], True
        for step in read.steps or ():
            forms = [
                form for one in schemas for form in self._schemas.forms(one) if form.get("type") != "null"
            ]
            found = [self._schemas.step(form, step) for form in forms]
            always = always and all(there is not None and there[1] for there in found)
            schemas = [there[0] for there in found if there is not None]
        return frozenset(kind for one in schemas for kind in self._schemas.types(one) or {""}), always

    def _error(self, rule: str, text: str, span: Span | None) -> Finding:
        return self._finding(rule, Severity.ERROR, text, span)

    def _warning(self, rule: str, text: str, span: Span | None) -> Finding:
        return self._finding(rule, Severity.WARNING, text, span)

    def _finding(self, rule: str, severity: Severity, text: str, span: Span | None) -> Finding:
        needs = self._needs
        return Finding(
            rule, severity, f'{severity}: "{needs.action}": {needs.method} {needs.path} {text}', span
        )


def _json_schema(holder: Mapping[str, Any]) -> Any | None:
    """The schema of a body's JSON; None where it is not described as JSON."""
    content = holder.get("content") or {}
    return next((part.get("schema", {}) for name, part in content.items() if _JSON.match(name)), None)


def _suits(given: str, taken: frozenset[str]) -> bool:
    return given in taken or (given == "integer" and "number" in taken)


def _suits_any(given: frozenset[str], taken: str) -> bool:
    return not given or any(_suits(kind, frozenset({taken})) for kind in given)
