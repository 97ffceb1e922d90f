"""Every rule, by name: what is not in these lists is not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.rules.actions.action_limit import ActionLimit
from genesys_deploy.architect.rules.actions.literal_type import LiteralType
from genesys_deploy.architect.rules.actions.misplaced_action import MisplacedAction
from genesys_deploy.architect.rules.actions.priority_range import PriorityRange
from genesys_deploy.architect.rules.actions.required_value import RequiredValue
from genesys_deploy.architect.rules.actions.switch_limit import SwitchLimit
from genesys_deploy.architect.rules.customers.internal_data import InternalData
from genesys_deploy.architect.rules.data_actions.data_action_inputs import DataActionInputs
from genesys_deploy.architect.rules.data_actions.data_action_outputs import DataActionOutputs
from genesys_deploy.architect.rules.data_actions.of_contracts import CONTRACT_RULES
from genesys_deploy.architect.rules.data_actions.timeout_order import TimeoutOrder
from genesys_deploy.architect.rules.data_actions.unhandled_outcome import UnhandledOutcome
from genesys_deploy.architect.rules.data_actions.unknown_data_action import UnknownDataAction
from genesys_deploy.architect.rules.expressions.constant_condition import ConstantCondition
from genesys_deploy.architect.rules.expressions.expression_length import ExpressionLength
from genesys_deploy.architect.rules.expressions.expression_syntax import ExpressionSyntax
from genesys_deploy.architect.rules.expressions.expression_type import ExpressionType
from genesys_deploy.architect.rules.paths.dead_end import DeadEnd
from genesys_deploy.architect.rules.paths.unreachable_action import UnreachableAction
from genesys_deploy.architect.rules.paths.unreachable_section import UnreachableSection
from genesys_deploy.architect.rules.reading import READING_RULES
from genesys_deploy.architect.rules.references.default_language import DefaultLanguage
from genesys_deploy.architect.rules.references.module_contract import ModuleContract
from genesys_deploy.architect.rules.references.output_path import OutputPath
from genesys_deploy.architect.rules.references.unchecked_reference import UncheckedReference
from genesys_deploy.architect.rules.references.unknown_object import UnknownObject
from genesys_deploy.architect.rules.references.unresolved_reference import UnresolvedReference
from genesys_deploy.architect.rules.variables.assignment_type import AssignmentType
from genesys_deploy.architect.rules.variables.duplicate_variable import DuplicateVariable
from genesys_deploy.architect.rules.variables.unknown_variable import UnknownVariable
from genesys_deploy.architect.rules.variables.unread_variable import UnreadVariable
from genesys_deploy.architect.rules.variables.unset_variable import UnsetVariable
from genesys_deploy.architect.rules.variables.unused_variable import UnusedVariable

if TYPE_CHECKING:
    from genesys_deploy.architect.rules.description import Described
    from genesys_deploy.architect.rules.rule import Rule

__all__ = ["ALL_RULES", "FLOW_RULES"]

FLOW_RULES: Final[tuple[Rule, ...]] = (
    ExpressionLength(),
    ExpressionSyntax(),
    ExpressionType(),
    ConstantCondition(),
    UnknownVariable(),
    DuplicateVariable(),
    AssignmentType(),
    UnreadVariable(),
    UnsetVariable(),
    UnusedVariable(),
    MisplacedAction(),
    RequiredValue(),
    LiteralType(),
    SwitchLimit(),
    PriorityRange(),
    ActionLimit(),
    UnresolvedReference(),
    OutputPath(),
    UnknownObject(),
    ModuleContract(),
    UncheckedReference(),
    DefaultLanguage(),
    UnknownDataAction(),
    DataActionInputs(),
    DataActionOutputs(),
    UnhandledOutcome(),
    TimeoutOrder(),
    UnreachableAction(),
    UnreachableSection(),
    DeadEnd(),
    InternalData(),
)
"""Checked on the model of a flow."""

ALL_RULES: Final[tuple[Described, ...]] = (*READING_RULES, *FLOW_RULES, *CONTRACT_RULES)
"""Every id that a check of flows and Data Actions can report."""
