"""A project as a Terraform configuration, for teams that must stay on CX as Code."""

from __future__ import annotations

from genesys_deploy.report.terraform.configuration import Configuration, configuration_of

__all__ = ["Configuration", "configuration_of"]
