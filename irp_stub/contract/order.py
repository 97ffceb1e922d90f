"""What the command line asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (a dataclass shows its types)
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import load_catalogue
from irp_stub.contract.dataset import parse_data_set, read_data_set, sample_data_set
from irp_stub.contract.errors import CannotVerify
from irp_stub.contract.flow_settings import flow_settings
from irp_stub.contract.publish import Outputs
from irp_stub.contract.rules import RULES
from irp_stub.contract.settings import Limits, Secrets
from irp_stub.contract.start import addresses, secrets_from
from irp_stub.contract.template import template_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction
    from irp_stub.contract.catalogue import Purpose
    from irp_stub.contract.dataset import DataSet
    from irp_stub.contract.rule import Rule

__all__ = ["Order"]

_NOWHERE = "http://127.0.0.1"
_NO_KEY = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The options of `irp-stub verify`, by their names."""

    url: str | None
    crm_url: str | None
    key_env: str
    expired_key_env: str | None
    data_file: Path | None
    init_file: Path | None
    actions: Path | None
    settings: tuple[str, ...]
    only: tuple[str, ...]
    listed: bool
    read_only: bool
    flood: bool
    rate: int
    load_seconds: float
    no_load: bool
    threshold: float | None
    flow_timeout: float | None
    openapi: str | None
    record: Path | None
    recorded: Path | None
    json_file: Path | None
    junit_file: Path | None
    html_file: Path | None
    badge_file: Path | None
    against: Path | None
    show_people: bool

    def limits(self) -> Limits:
        """What is not given is as the flows' settings have it."""
        flows = flow_settings()
        return Limits(
            rate=self.rate,
            read_only=self.read_only,
            flood=self.flood,
            load_seconds=0.0 if self.no_load or self.recorded else self.load_seconds,
            threshold=flows.threshold if self.threshold is None else self.threshold,
            flow_timeout=flows.timeout if self.flow_timeout is None else self.flow_timeout,
        )

    def outputs(self) -> Outputs:
        return Outputs(self.json_file, self.junit_file, self.html_file, self.badge_file)

    def secrets(self, environment: Mapping[str, str]) -> Secrets:
        """The key; recorded answers need none.

        Raises:
            CannotVerify: a variable that was named is not set.
        """
        if self.recorded:
            return Secrets(_NO_KEY, _NO_KEY if self.expired_key_env else None)
        return secrets_from(environment, self.key_env, self.expired_key_env)

    def data(self) -> DataSet:
        """The team's, else the samples'.

        Raises:
            CannotVerify: the file cannot be read, or nobody has filled it in.
        """
        if self.data_file is None:
            return sample_data_set()
        data = read_data_set(self.data_file)
        if data == parse_data_set(template_text(), "template.yaml"):
            raise CannotVerify(
                f"{self.data_file} is as --init wrote it: its customers are examples, and the platform knows none of them",
                hint="put in customers that were made for tests, and leave out what you have not got",
            )
        return data

    def settings_of(self, url: str) -> Mapping[str, str]:
        """What the Data Actions are filled with.

        Raises:
            CannotVerify: an address is none, or a setting has no value.
        """
        for text in self.settings:
            if "=" not in text:
                raise CannotVerify(f"--set {text} has no value", hint="write --set name=value")
        pairs = (text.partition("=") for text in self.settings)
        return {**addresses(url, self.crm_url), **{name: value for name, _, value in pairs}}

    def catalogue_of_paths(self) -> Mapping[Purpose, DataAction]:
        """The Data Actions with the paths of their addresses alone."""
        return load_catalogue(self.actions, {**self.settings_of(_NOWHERE), "irp_url": "", "crm_url": ""})

    def rules(self) -> tuple[Rule, ...]:
        """Those that were named, by rule or family; all where none was.

        Raises:
            CannotVerify: there is no rule or family of a name.
        """
        known = {name for rule in RULES for name in (rule.name, rule.family)}
        if unknown := [name for name in self.only if name not in known]:
            raise CannotVerify(
                f"there is no rule or family {unknown[0]}", hint="irp-stub verify --list shows them"
            )
        return tuple(rule for rule in RULES if not self.only or {rule.name, rule.family} & set(self.only))
