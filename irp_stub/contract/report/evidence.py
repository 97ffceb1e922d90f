"""An exchange as a report shows it: without keys, people masked, and as a line to send it again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from irp_stub.contract.verdict import Failed, NotRun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.contract.exchange import Exchange
    from irp_stub.contract.masking import Mask
    from irp_stub.contract.verdict import Result

__all__ = ["Evidence", "Presenter"]

_SHOWN = 4000


@dataclass(frozen=True, slots=True)
class Evidence:
    """`status` and what belongs to it are None where no answer came; `problem` then says why."""

    method: str
    url: str
    request_headers: Mapping[str, str]
    request_body: str | None
    status: int | None
    response_headers: Mapping[str, str]
    response_body: str | None
    problem: str | None
    milliseconds: float
    curl: str


@dataclass(frozen=True, slots=True)
class Presenter:
    """`key_env` names the variable that a curl line takes the key from."""

    mask: Mask
    key_env: str

    def told(self, result: Result) -> str:
        """The sentence of a failure, the reason of what was not run, else nothing."""
        match result.verdict:
            case Failed(sentence=text) | NotRun(reason=text):
                return self.mask.text(text)
            case _:
                return ""

    def evidence(self, result: Result) -> Evidence | None:
        if isinstance(result.verdict, Failed) and result.verdict.exchange:
            return self._of(result.verdict.exchange)
        return None

    def _of(self, exchange: Exchange) -> Evidence:
        request, response = exchange.request, exchange.response
        body = _cut(self.mask.body(request.body)) if request.body is not None else None
        url = self.mask.text(request.url)
        return Evidence(
            method=request.method,
            url=url,
            request_headers={name: self.mask.text(text) for name, text in request.headers.items()},
            request_body=body,
            status=exchange.status,
            response_headers={n: self.mask.text(t) for n, t in response.headers.items()} if response else {},
            response_body=_cut(self.mask.body(response.body)) if response else None,
            problem=exchange.problem,
            milliseconds=round(exchange.seconds * 1000, 1),
            curl=self._curl(request.method, url, request.headers, body),
        )

    def _curl(self, method: str, url: str, headers: Mapping[str, str], body: str | None) -> str:
        words = ["curl", "-sS", "-i", "-X", method, shlex.quote(url)]
        for name, text in headers.items():
            words += ["-H", self._header(name, text)]
        if body is not None:
            words += ["--data-raw", shlex.quote(body)]
        return " ".join(words)

    def _header(self, name: str, text: str) -> str:
        plain = f"{name}: {text}"
        with_key = self.mask.text(plain, secret=f"${self.key_env}")
        return f'"{with_key}"' if with_key != self.mask.text(plain) else shlex.quote(with_key)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
