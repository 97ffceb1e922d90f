"""What Data Actions rely on, behaviour by behaviour."""

from __future__ import annotations

from genesys_deploy.source.assumption import Assumption

__all__ = ["ASSUMPTIONS"]

_confirmed, _assumed = Assumption.confirmed, Assumption.assumed

_MACROS = "Genesys help: Velocity macros for data actions"
_REQUEST = "Genesys help: request configuration for data actions"
_CONTRACTS = "Genesys help: add contracts to custom actions"
_PUBLISHED = "85 published Data Actions"

ASSUMPTIONS: tuple[Assumption, ...] = (
    _confirmed("${x} without a value prints itself, $!{x} prints nothing", "every template", _MACROS),
    _confirmed(
        "There are the macros math, esc (EscapeTool and jsonEncode, jsonDecode, uriEncode, urlFormEncode), encoding.base64, "
        "successTemplateUtils, urlTool, and the methods of Java's String",
        "every template",
        _MACROS,
    ),
    _assumed(
        "Templates behave as in Apache Velocity 1.7, $esc and $math as in Velocity Tools 2.0",
        "every template",
        "test an action with #set($x = 10 / 4)$x, $math.roundTo(0, 1.5) and a blank before #set",
    ),
    _assumed(
        "Translation maps behave as in Jayway JsonPath 2.9.0",
        "translation maps",
        "map $.list.first(), which 2.7 does not know, and $..[0].id, on which 2.6 and 2.7 differ",
    ),
    _confirmed("A GET is sent without the request template", "requests", _REQUEST),
    _assumed("A DELETE is sent with it", "requests", "send a DELETE to a service that echoes its body"),
    _confirmed(
        "The inputs are flat; orgId, integrationId and rawRequest are the platform's; outputs have no arrays in arrays; no $ref",
        "contracts",
        _CONTRACTS,
    ),
    _confirmed(
        "Values of the translation map come into the success template as JSON, texts with their quotes",
        "success templates",
        _PUBLISHED,
    ),
    _confirmed(
        "An array of objects becomes one collection for each property; a nested object becomes dotted names",
        "flow outputs",
        "published flows that call published Data Actions",
    ),
    _assumed(
        "Where an object of an array lacks a property, the collection holds NOT_SET in its place",
        "flow outputs",
        "answer two objects, one without the property; count the collection",
    ),
    _assumed(
        "A function or filter that cannot be applied (a sum of no numbers) is a path that finds nothing",
        "translation map defaults",
        "map $.list.sum() with a default, answer an empty list",
    ),
    _assumed("An empty body is read as {}", "answers 202 and 204", "answer 204; see which branch is taken"),
    _assumed(
        "successTemplateUtils.firstFromArray of an empty array without a default gives nothing",
        "success templates",
        "map a filter that finds nothing, without a second argument",
    ),
    _assumed(
        "urlTool.optionalQueryParam(name, value) gives name=value, escaped, and nothing without a value",
        "URLs",
        "use it twice in a URL, read the request at the service",
    ),
    _assumed(
        "successTemplateUtils.moveKeysIntoArrayOfObjects(object, name) gives the object's values with their keys as name",
        "success templates",
        'use it on {"a": {"n": 1}}',
    ),
    _assumed(
        "esc.jsonString escapes only what JSON must escape",
        "requests",
        "send é and / to a service that shows the bytes",
    ),
    _assumed(
        "An answer that is no 2xx, no JSON, or breaks the output contract takes failure; errorCode, userMessage and the others "
        "come from an error body of the platform's own shape or of problem+json, else errorCode follows from the status",
        "failure outputs",
        "answer 404 with and without a body, and 200 with HTML; read the failure outputs",
    ),
)
