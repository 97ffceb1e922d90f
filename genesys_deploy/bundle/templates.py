"""Jinja templates, sandboxed, strict about names, with positions that survive rendering."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from genesys_deploy.bundle.marks import CLOSE, OPEN, MarkLines, Taken, take_out
from genesys_deploy.bundle.template_cache import template_cache
from genesys_deploy.bundle.template_loader import LayeredLoader
from genesys_deploy.source.errors import NotFound, SourceError, SyntaxFault
from genesys_deploy.source.project import Project
from genesys_deploy.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.source.source_map import LineMap

__all__ = ["Rendered", "Templates"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text; `origin` leads each of its lines back to the template."""

    text: str
    origin: LineMap


class Templates:
    """The templates below `flows/` of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._loader = LayeredLoader(project)
        self._environment = ImmutableSandboxedEnvironment(
            loader=self._loader,
            extensions=[MarkLines],
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
            bytecode_cache=template_cache(),
        )
        self._environment.filters.update(quoted=quoted, text_literal=text_literal, duration=duration)

    def render(self, name: str, values: Mapping[str, object]) -> Rendered:
        """Render one template.

        Raises:
            NotFound: there is no such template.
            SyntaxFault: the template, or one that it includes, is malformed.
            SourceError: it uses a name that is not there, or forbidden things.
        """
        return next(self.render_each(name, (values,)))

    def render_each(self, name: str, several: Iterable[Mapping[str, object]]) -> Iterator[Rendered]:
        """Render one template with each of several values; what they have in common is traced back once."""
        texts, taken = _Texts(self), Taken()
        for values in several:
            yield Rendered(*take_out(self._marked(name, values), texts, self.called(name), taken))

    def _marked(self, name: str, values: Mapping[str, object]) -> str:
        try:
            return self._environment.get_template(name).render(values)
        except TemplateNotFound as error:
            raise NotFound(f"there is no template {error.name} in {self._project.flows}") from None
        except TemplateSyntaxError as error:
            raise SyntaxFault(str(error.message), span=self._span(error.name or name, error.lineno)) from None
        except (
            UndefinedError,
            SecurityError,
            TemplateError,
            TypeError,
            ValueError,
            ZeroDivisionError,
        ) as error:
            raise self._fault(error, name) from None

    def called(self, name: str) -> str:
        """How messages call a template."""
        return self._loader.called(name)

    def lines(self, name: str) -> list[str]:
        """A template as it is written."""
        text, _, _ = self._loader.get_source(self._environment, name)
        return text.split("\n")

    def _fault(self, error: Exception, name: str) -> SourceError:
        """Where the template was when it failed, which Jinja tells through the traceback."""
        file, line, known = self.called(name), 1, self._known()
        trace = error.__traceback__
        while trace is not None:
            candidate = trace.tb_frame.f_code.co_filename
            if candidate in known:
                file, line = candidate, trace.tb_lineno
            trace = trace.tb_next
        hint = (
            "define it in flows/settings, or correct the name" if isinstance(error, UndefinedError) else None
        )
        return SourceError(str(error), span=Span.at(file, line, 1), hint=hint)

    def _known(self) -> frozenset[str]:
        project = self._project
        lower = () if project.below is None else Project(project.below).files("flows", ".j2")
        return frozenset(map(project.name_of, (*project.files("flows", ".j2"), *lower)))

    def _span(self, name: str, line: int) -> Span:
        return Span.at(self.called(name), line, 1)


class _Texts(dict[str, tuple[str, list[str]]]):
    """Per template name what messages call it and its lines, read when first asked for."""

    def __init__(self, templates: Templates) -> None:
        super().__init__()
        self._templates = templates

    def __missing__(self, name: str) -> tuple[str, list[str]]:
        self[name] = (self._templates.called(name), self._templates.lines(name))
        return self[name]


def quoted(value: object) -> str:
    """A YAML scalar that means exactly this text."""
    return json.dumps(_clean(value), ensure_ascii=False)


def text_literal(value: object) -> str:
    """A String literal of the Architect language."""
    escaped = _clean(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def duration(seconds: float) -> str:
    """A duration literal of flow YAML, in the largest unit that needs no fraction."""
    milliseconds = round(seconds * 1000)
    return f"{{seconds: {milliseconds // 1000}}}" if milliseconds % 1000 == 0 else f"{{ms: {milliseconds}}}"


def _clean(value: object) -> str:
    text = str(value)
    if OPEN in text or CLOSE in text:
        raise ValueError("a setting contains a character that is reserved for line marks")
    return text
