"""What an org holds, typed: the things that a project declares, each with its owner and what it needs."""

from __future__ import annotations

from typing import TypeAlias

from genesys_deploy.resources.action import DataActionResource
from genesys_deploy.resources.data_table import Column, DataTable, TableRows
from genesys_deploy.resources.flow import FlowResource
from genesys_deploy.resources.integration import Credential, Integration
from genesys_deploy.resources.key import Key, Kind, Ownership
from genesys_deploy.resources.messaging import OpenMessagingIntegration, Recipient
from genesys_deploy.resources.routing import Division, Language, Queue, Skill
from genesys_deploy.resources.secret import Secret
from genesys_deploy.resources.trigger import Match, Trigger
from genesys_deploy.resources.wire import Ids, Names, Wire

__all__ = [
    "Column",
    "Credential",
    "DataActionResource",
    "DataTable",
    "Division",
    "FlowResource",
    "Ids",
    "Integration",
    "Key",
    "Kind",
    "Language",
    "Match",
    "Names",
    "OpenMessagingIntegration",
    "Ownership",
    "Queue",
    "Recipient",
    "Resource",
    "Secret",
    "Skill",
    "TableRows",
    "Trigger",
    "Wire",
]

Resource: TypeAlias = (
    Division
    | Skill
    | Language
    | Queue
    | Credential
    | Integration
    | OpenMessagingIntegration
    | DataActionResource
    | FlowResource
    | Recipient
    | Trigger
    | DataTable
    | TableRows
)
"""Each has `key`, `ownership`, `needs` (the keys of what must be there first) and `span`."""
