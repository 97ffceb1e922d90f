"""The files of a Terraform configuration, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.report.handover import archy_files, flow_paths
from genesys_deploy.report.terraform.addresses import TYPES, Addresses
from genesys_deploy.report.terraform.blocks import Blocks, Variable
from genesys_deploy.report.terraform.hcl import Attribute, Block, Reference, write_hcl
from genesys_deploy.resources import FlowResource, Kind, Ownership, Recipient, TableRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from genesys_deploy.resources import Key, Resource

__all__ = ["Configuration", "configuration_of"]

SOURCE, VERSION = "mypurecloud/genesyscloud", "~> 1.84"
FLOWS = "flows"
_FILES: Mapping[Kind, str] = {
    Kind.DIVISION: "routing",
    Kind.SKILL: "routing",
    Kind.LANGUAGE: "routing",
    Kind.QUEUE: "routing",
    Kind.CREDENTIAL: "integrations",
    Kind.INTEGRATION: "integrations",
    Kind.OPEN_MESSAGING_INTEGRATION: "integrations",
    Kind.DATA_ACTION: "data_actions",
    Kind.DATA_TABLE: "data_tables",
    Kind.TABLE_ROWS: "data_tables",
    Kind.FLOW: "flows",
    Kind.TRIGGER: "flows",
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """`files` by path; `variables` are secrets to be given; `left_out` says, each in a line, what has no block."""

    files: Mapping[str, str]
    variables: tuple[Variable, ...]
    left_out: tuple[str, ...]


def configuration_of(resources: Sequence[Resource]) -> Configuration:
    """Everything declared as Terraform: what is ours as resources, what is others' as data sources.

    What is adopted is looked up too: Terraform has no way to care for some fields of an object that others made.
    """
    flows = [one for one in resources if isinstance(one, FlowResource)]
    paths = {key: f"{FLOWS}/{path}" for key, path in flow_paths(flows).items()}
    blocks = Blocks(Addresses.of(resources), paths)
    written = [(one.key, block) for one in resources for block in blocks.of(one)]
    by_file: dict[str, list[Block]] = {}
    for key, block in sorted((*blocks.looked_up(), *written), key=lambda one: _place(one[0])):
        by_file.setdefault(_FILES[key.kind], []).append(block)
    variables = tuple(blocks.variables)
    files = {f"{name}.tf": write_hcl(several) for name, several in by_file.items()}
    files |= {"versions.tf": write_hcl(_versions())}
    if variables:
        files["variables.tf"] = write_hcl([_declaration(variable) for variable in variables])
    files |= {f"{FLOWS}/{path}": text for path, text in archy_files(flows).items()}
    return Configuration(files, variables, tuple(_left_out(resources)))


def _place(key: Key) -> tuple[int, Key]:
    return tuple(Kind).index(key.kind), key


def _versions() -> list[Block]:
    provider = {"source": SOURCE, "version": VERSION}
    required = Block("required_providers", (), (Attribute("genesyscloud", provider),))
    return [Block("terraform", (), (), (required,)), Block("provider", ("genesyscloud",))]


def _declaration(variable: Variable) -> Block:
    attributes = (
        Attribute("description", variable.purpose),
        Attribute("type", Reference("string")),
        Attribute("sensitive", value=True),
    )
    return Block("variable", (variable.name,), attributes)


def _left_out(resources: Iterable[Resource]) -> Iterator[str]:
    for resource in resources:
        match resource:
            case Recipient(flow=flow):
                yield f"{resource.key}: the provider has no such resource; lead it to {flow} by hand"
            case TableRows() if resource.only_these or None in resource.rows.values():
                yield f"{resource.key}: rows that must not be there; the provider removes none that it did not make"
            case _ if resource.key.kind not in TYPES:
                yield f"{resource.key}: the provider has no such resource"
            case _ if resource.ownership is Ownership.ADOPT:
                yield f"{resource.key}: only looked up; the provider cannot care for some fields of what others made"
