"""The Data Actions and flows that `genesys-deploy action diff` compares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from genesys_deploy.cli.files import read_files
from genesys_deploy.cli.options import load_bundle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.report.action_diff import Comparison

__all__ = ["compare", "flows_of_files", "flows_of_project"]


def compare(old: Path, new: Path, settings: Mapping[str, str], flows: tuple[Flow, ...] | None) -> Comparison:
    """Compare two files, or two folders."""
    from genesys_deploy.data_action.diff import diff_action, diff_actions
    from genesys_deploy.report.action_diff import compare_with_flows

    if old.is_dir() != new.is_dir():
        raise click.UsageError("OLD and NEW must be two files or two folders")
    before, after = (_read(path, settings) for path in (old, new))
    if old.is_dir():
        return compare_with_flows(diff_actions(before, after), flows)
    diff = diff_action(before[0], after[0])
    return compare_with_flows((diff,) if diff.changes else (), flows)


def _read(path: Path, settings: Mapping[str, str]) -> tuple[DataAction, ...]:
    """Settings that are not given stay as they are written, so that both versions show them alike."""
    from genesys_deploy.data_action.reader import load_data_actions, read_data_action
    from genesys_deploy.data_action.settings import unfilled_settings

    unfilled = unfilled_settings("".join(read_files([path]).values()))
    filled = {**unfilled, **settings}
    return load_data_actions(path, filled) if path.is_dir() else (read_data_action(path, filled),)


def flows_of_files(paths: tuple[Path, ...]) -> tuple[Flow, ...]:
    """The exported flows among the files; each of the others is named on standard error."""
    return tuple(_flows(read_files(paths)))


def _flows(texts: Mapping[str, str]) -> Iterator[Flow]:
    from genesys_deploy.architect.flow.reader import is_flow, read_flow
    from genesys_deploy.architect.rules.run import FlowText, read_flow_document

    for name, text in texts.items():
        root = read_flow_document(FlowText.of_file(name, text)).root
        if is_flow(root):
            yield read_flow(root)[0]
        else:
            click.echo(f"{name}: no flow, passed over", err=True)


def flows_of_project(project: Path | None, settings: str, extra: tuple[str, ...]) -> tuple[Flow, ...] | None:
    """The rendered flows; None where no project is named and this folder is in none."""
    from genesys_deploy.source.locate import find_project

    root = find_project(project).root.resolve()
    if project is None and root not in (here := Path.cwd().resolve(), *here.parents):
        return None
    return tuple(flow.model() for flow in load_bundle(project, settings, extra).flows)
