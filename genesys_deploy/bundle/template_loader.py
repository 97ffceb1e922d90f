"""Templates by their names, from whichever layer of a project has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader, TemplateNotFound
from jinja2.loaders import split_template_path

from genesys_deploy.source.project import BELOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2 import Environment

    from genesys_deploy.source.project import Project

__all__ = ["LayeredLoader"]

PACKAGE = "package"


class LayeredLoader(BaseLoader):
    """`steps/review.j2` is the project's own where there is one; `package/steps/review.j2` always the package's.

    The latter is how a step wraps the one that it stands in for. Templates are compiled under the name that messages
    call them by, not under their path: it is the same wherever a project lies, and so is what is kept of it.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        path = self.path(template)
        try:
            text = path.read_text(encoding="utf-8")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise TemplateNotFound(template) from None
        return text, self.called(template), lambda: True

    def path(self, template: str) -> Path:
        """Where a template is, or would have to be."""
        first, *rest = split_template_path(template)
        if first == PACKAGE and rest and self._project.below is not None:
            return self._project.path_of("/".join((BELOW, "flows", *rest)))
        return self._project.path_of("/".join(("flows", first, *rest)))

    def called(self, template: str) -> str:
        """How messages call a template."""
        return self._project.name_of(self.path(template))
