"""The rules that Data Actions themselves are checked against; `genesys_deploy.data_action.checks` does it."""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.rules.description import Description
from genesys_deploy.source.finding import Severity

__all__ = ["CONTRACT_RULES"]

_ERRORS: Final = {
    "contract-root": "The inputs of a contract are not an object",
    "contract-depth": "A contract nests deeper than 50 levels",
    "contract-reference": "A contract uses $ref",
    "nested-input": "An input is not one plain value",
    "reserved-input": "An input has a name that the platform uses itself",
    "input-name": "An input has a name that the platform refuses",
    "required-input": "A name is required that is no input",
    "nested-array": "An output is an array within an array",
    "output-name": "Two outputs have one name once they are flattened",
    "unknown-http-method": "A request has a method that the platform does not send",
    "accept-header": "The header Accept does not ask for JSON",
    "undeclared-input": "A template uses an input that the contract does not have",
    "template-syntax": "A Velocity template does not parse",
    "unknown-reference": "A reference in a template refers to nothing and prints itself",
    "unknown-macro": "A macro is used that does not exist or is not modelled",
    "unknown-method": "A method is called that does not exist or is not modelled",
    "set-ignored": "A #set whose target has braces does nothing",
    "success-json": "A success template gives no JSON, whatever the values are",
    "translation-name": "No template can refer to a name of the translation map",
    "path-syntax": "A path of the translation map does not parse",
    "path-operator": "A filter has an operator that never holds, or that is read as part of a name",
}
_WARNINGS: Final = {
    "untyped-output": "An output has no type, so that Architect's type is a guess",
    "ignored-body": "A request template is not sent, because the method has no body",
    "request-url": "A URL does not suit the type of the integration",
    "unused-input": "An input is used by no template",
    "unescaped-input": "A text is put into JSON or a URL as it comes",
    "unknown-directive": "Something that looks like a directive is none and prints itself",
    "undeclared-output": "A success template fills an output that the contract does not have",
    "unfilled-output": "A success template never fills an output of the contract",
    "unused-translation": "The success template does not use a name of the translation map",
    "path-scan": "A path that begins with a dot looks at every depth",
    "path-varies": "A path gives different results in different versions of Jayway JsonPath",
    "unused-default": "A default is given for a name that the translation map does not have",
    "default-not-json": "A default is no JSON and is put in as it is written",
}
_NOTES: Final = {
    "loud-optional-input": "An optional input that is left out prints its own reference",
    "assumed-macro": "The exact result of a macro is documented nowhere",
}

CONTRACT_RULES: Final = tuple(
    Description(id_, severity, summary)
    for severity, rules in (
        (Severity.ERROR, _ERRORS),
        (Severity.WARNING, _WARNINGS),
        (Severity.INFO, _NOTES),
    )
    for id_, summary in rules.items()
)
