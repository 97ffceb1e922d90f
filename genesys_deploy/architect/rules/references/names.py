"""The objects of the org that a flow names by fixed texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.nodes import Call
from genesys_deploy.architect.expressions.nodes import Literal as Text
from genesys_deploy.architect.flow.actions import (
    CallBotFlow,
    CallCommonModule,
    CallDigitalBotFlow,
    DataTableLookup,
    FindByName,
    SetScreenPop,
)
from genesys_deploy.architect.flow.forms import Literal
from genesys_deploy.architect.rules.expressions.place import place_in
from genesys_deploy.source.document import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.forms import Form, Word
    from genesys_deploy.architect.flow.uses import Use
    from genesys_deploy.architect.rules.context import Context
    from genesys_deploy.architect.rules.survey import Compiled, Survey
    from genesys_deploy.source.span import Span

__all__ = ["Named", "known_names", "names_of"]

_WORDS: Final = {
    "emergencyGroup": "emergency group",
    "languageSkill": "language skill",
    "scheduleGroup": "schedule group",
    "utilizationLabel": "utilization label",
}
_FINDERS: Final = {
    "findemergencygroup": "emergency group",
    "findgroup": "group",
    "findlanguageskill": "language skill",
    "findqueue": "queue",
    "findschedule": "schedule",
    "findschedulegroup": "schedule group",
    "findskill": "skill",
    "finduser": "user",
}


@dataclass(frozen=True, slots=True)
class Named:
    """`kind` is the word of messages: `queue`, `language skill`, `bot flow`. `is_sought`: the flow asks whether it is there."""

    kind: str
    name: str
    span: Span
    is_sought: bool = False


def names_of(survey: Survey) -> Iterator[Named]:
    """All but placeholders and Data Actions; these are a matter of their own, their contracts are known."""
    return (named for named in _all_names(survey) if not survey.is_open(named.name))


def _all_names(survey: Survey) -> Iterator[Named]:
    handling = survey.flow.error_handling
    if handling is not None and handling.queue is not None:
        yield from _object(handling.queue, "queue")
    for use in survey.uses:
        yield from _literal(use)
    for used in survey.expressions:
        yield from _found(used)
    for _, action in survey.actions:
        yield from _called(action)


def known_names(kind: str, context: Context) -> frozenset[str] | None:
    """All names of a kind, None where they are not known."""
    names = {
        "queue": context.queues,
        "skill": context.skills,
        "language skill": context.languages,
        "common module": context.flows,
        "bot flow": context.flows,
        "digital bot flow": context.flows,
    }
    return names.get(kind)


def _literal(use: Use) -> Iterator[Named]:
    if isinstance(use.action, FindByName) and use.form is use.action.sought:
        if isinstance(use.form, Literal) and isinstance(node := use.form.node, Scalar):
            yield Named(_word(use.action.object_kind), node.text, node.span, is_sought=True)
    elif use.type is not None:
        yield from _object(use.form, use.type.kind)


def _found(used: Compiled) -> Iterator[Named]:
    """`FindQueue("Support")`: the name is fixed, though it stands in an expression."""
    for node in used.tree.nodes if used.tree else ():
        match node:
            case Call(name=function, arguments=(Text(value=str(name)) as text,)) if (
                function.lower() in _FINDERS
            ):
                span = place_in(used.source, text.position, len(name) + 2) or used.source.span
                yield Named(_FINDERS[function.lower()], name, span)


def _object(form: Form, kind: str) -> Iterator[Named]:
    """A literal that names an object: `lit: {name: Support}`."""
    if isinstance(form, Literal) and isinstance(form.node, Mapping):
        name = form.node.get("name")
        if isinstance(name, Scalar):
            yield Named(_word(kind), name.text, name.span)


def _called(action: Action) -> Iterator[Named]:
    match action:
        case CallCommonModule(common_module=word):
            yield from _word_of("common module", word)
        case CallBotFlow(bot_flow=word):
            yield from _word_of("bot flow", word)
        case CallDigitalBotFlow(bot_flow=word):
            yield from _word_of("digital bot flow", word)
        case DataTableLookup(data_table=word):
            yield from _word_of("data table", word)
        case SetScreenPop(script=word):
            yield from _word_of("script", word)


def _word_of(kind: str, word: Word) -> Iterator[Named]:
    if word.text:
        yield Named(kind, word.text, word.span)


def _word(kind: str) -> str:
    return _WORDS.get(kind, kind)
