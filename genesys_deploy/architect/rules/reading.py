"""The rules that are broken before there is a flow to check: reported by the readers, described here."""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.flow.notes import Rule
from genesys_deploy.architect.rules.description import Description
from genesys_deploy.architect.rules.placeholders import TEMPLATE_LEFTOVER
from genesys_deploy.architect.rules.suppression import INVALID_SUPPRESSION, UNUSED_SUPPRESSION
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.yaml_reader import DUPLICATE_KEY

__all__ = ["READING_RULES", "SYNTAX"]

SYNTAX: Final = Description("syntax", Severity.ERROR, "A file is not readable as YAML or JSON")

READING_RULES: Final = (
    SYNTAX,
    Description(
        DUPLICATE_KEY, Severity.ERROR, "A key stands twice in one mapping; only the last would count"
    ),
    Description(Rule.NOT_A_FLOW.value, Severity.ERROR, "A file is no flow of a kind that is known"),
    Description(
        Rule.WRONG_SHAPE.value, Severity.ERROR, "A part of a file has not the shape that its place asks for"
    ),
    Description(Rule.MISSING_PROPERTY.value, Severity.ERROR, "A property is missing that must be there"),
    Description(
        Rule.UNKNOWN_PROPERTY.value, Severity.WARNING, "A property stands where none of that name is known"
    ),
    Description(
        Rule.VALUE_FORM.value, Severity.ERROR, "A value is not written in a form that its place takes"
    ),
    Description(Rule.UNKNOWN_ACTION.value, Severity.WARNING, "An action of a kind that is not known"),
    Description(
        Rule.UNMODELLED_ACTION.value,
        Severity.INFO,
        "An action is known and not modelled: little of it is checked",
    ),
    Description(
        Rule.UNMODELLED_FLOW.value, Severity.INFO, "A kind of flow is not modelled: little of it is checked"
    ),
    Description(
        Rule.UNKNOWN_BRANCH.value, Severity.ERROR, "A branch stands under an action that does not have it"
    ),
    Description(Rule.DUPLICATE_REFERENCE.value, Severity.ERROR, "Two states or tasks have the same refId"),
    TEMPLATE_LEFTOVER,
    INVALID_SUPPRESSION,
    UNUSED_SUPPRESSION,
)
