"""The Data Actions that the flows call, by what they are for."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy.data_action.reader import SUFFIXES, load_data_actions, read_data_actions
from genesys_deploy.source.errors import ProductError
from genesys_deploy.source.locate import find_project
from irp_stub.contract.errors import CannotVerify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.project import Project

__all__ = ["Purpose", "credential_names", "load_catalogue"]

_CREDENTIAL = re.compile(r"\bcredentials\.(\w+)")


class Purpose(StrEnum):
    """Each by the name of its Data Action."""

    RESOLVE = "Resolve Identity"
    BOT_CHECK = "Check Bot"
    LEAD = "Create Lead"
    UNRESOLVED = "Log Unresolved"
    ACCOUNT = "Get Account"


def load_catalogue(folder: Path | None, settings: Mapping[str, str]) -> Mapping[Purpose, DataAction]:
    """The Data Actions of a folder; default: the project's at hand, else those that came with the package.

    Raises:
        CannotVerify: the files cannot be read, or none of them resolves an identity.
    """
    try:
        project = find_project()
        place = folder or project.data_actions
        actions = (
            load_data_actions(folder, settings, project.name_of)
            if folder
            else read_data_actions(_files(project), settings, project.name_of)
        )
    except ProductError as error:
        raise CannotVerify(error.message, hint=error.hint) from None
    by_name = {action.name: action for action in actions}
    found = {purpose: by_name[purpose] for purpose in Purpose if purpose in by_name}
    if Purpose.RESOLVE not in found:
        hint = "name the folder with --actions; its file's `name` tells what a Data Action is for"
        raise CannotVerify(f'no Data Action in {place} is named "{Purpose.RESOLVE}"', hint=hint)
    return found


def _files(project: Project) -> tuple[Path, ...]:
    return project.files("data_actions", *SUFFIXES, deep=False)


def credential_names(action: DataAction) -> frozenset[str]:
    """The fields of the integration's credential that the request is made of; the key stands for each."""
    request = action.request
    return frozenset(_CREDENTIAL.findall("\n".join((request.url, request.body, *request.headers.values()))))
