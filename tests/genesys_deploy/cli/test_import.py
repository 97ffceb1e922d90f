"""Taking over what is there: on the command line, against the local org."""

from __future__ import annotations

import io
import json

import pytest

from genesys_deploy.local_org.server import RunningOrg
from genesys_deploy.platform.cloud import CloudOrg
from tests.genesys_deploy.cli.conftest import Cli


@pytest.fixture
def lost(applied: RunningOrg, org: CloudOrg) -> RunningOrg:
    """An org that holds all of the project, and whose release table somebody deleted."""
    api = org._client.api("ArchitectApi")
    (table,) = api.get_flows_datatables()["entities"]
    api.delete_flows_datatable(table["id"], force=True)
    return applied


def test_a_lost_release_table_is_rebuilt(lost: RunningOrg, cli: Cli) -> None:
    assert "never applied" in cli(lost, "releases").out
    shown = cli(lost, "import", "--dry-run", env={})
    assert shown.code == 2
    assert '+ flow "Social Identity - twitter" (inboundShortMessage): as declared' in shown.out
    assert "11 to be written into the release table" in shown.out
    assert lost.org.snapshot().get("DataTable", []) == []
    taken = cli(lost, "import", "--yes", env={})
    assert (taken.code, taken.out.splitlines()[-1]) == (0, "11 taken over")
    assert "0 changed, taken over" in cli(lost, "releases").out
    again = cli(lost, "import", "--dry-run", env={})
    assert (again.code, again.out.splitlines()[-1]) == (0, "the release table knows them")
    assert cli(lost, "plan").code == 0


def test_what_comes_after_it_can_be_undone(lost: RunningOrg, cli: Cli) -> None:
    cli(lost, "import", "--yes")
    changed = ("--set", "identity: {threshold: 0.9}")
    assert cli(lost, "apply", *changed).code == 0
    assert "6 brought back" in cli(lost, "rollback", "--yes", *changed).out
    assert cli(lost, "plan").code == 0


def test_an_org_that_is_not_as_declared(lost: RunningOrg, cli: Cli) -> None:
    changed = ("--set", "identity: {threshold: 0.9}")
    taken = cli(lost, "import", "--yes", *changed)
    assert (
        '  flow "Social Identity - twitter" (inboundShortMessage): not as declared, 2 differences'
        in taken.out
    )
    assert taken.out.splitlines()[-1] == "5 taken over"
    (release,) = json.loads(cli(lost, "releases", "--json").out)
    assert (release["bundle"], release["taken_over"]) == ("", True)
    planned = cli(lost, "plan", *changed)
    assert (planned.code, planned.out.splitlines()[-1][:11]) == (2, "6 to update")
    assert "note: something else was applied last" in cli(lost, "drift").err


def test_without_a_yes_nothing_is_written(
    lost: RunningOrg, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert cli(lost, "import").code == 1
    assert "never applied" in cli(lost, "releases").out
