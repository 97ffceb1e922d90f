"""Data Actions of an org: published only after the platform has validated their drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from genesys_deploy.platform.errors import InvalidDraft, NotInOrg, UncertainWrite
from genesys_deploy.platform.insisting import once_known
from genesys_deploy.platform.listing import each_once, named, pages, recognise
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.resources.action_version import version_of
from genesys_deploy.resources.key import Key, Kind
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from genesys_deploy.platform.client import Client
    from genesys_deploy.resources import DataActionResource, Ids

__all__ = ["DataActions"]

CONTRACT = ["contract"]
OF_THE_PLATFORM = "static"
_TEMPLATES = (("request", "requestTemplate"), ("response", "successTemplate"))


class DataActions:
    """A published contract can never be changed; a published configuration can."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("IntegrationsApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        """The latest version of each; its name is the one that the org knows it by."""
        actions = tuple(pages(self._api.get_integrations_actions))
        latest = (_latest(key, actions) for key in keys)
        return tuple(held for held in latest if held)

    def all(self, *, drafts: bool = False) -> tuple[Held, ...]:
        """But for those that come with the platform, which nobody can change."""
        lists = [self._api.get_integrations_actions, *([self._api.get_integrations_actions_drafts] * drafts)]
        actions = (action for listing in lists for action in pages(listing))
        return each_once(
            (Key(Kind.DATA_ACTION, action.text("name")), action)
            for action in actions
            if not action.text("id").startswith(OF_THE_PLATFORM)
        )

    def read_latest(self, held: Held) -> Held:
        """Its draft, where it has one."""
        try:
            draft = self._api.get_integrations_action_draft(held.id, expand=CONTRACT[0], include_config=True)
        except NotInOrg:
            return self.read(held)
        wire = Wire.of(draft)
        config = self._with_templates(
            held.id, wire.part("config"), self._api.get_integrations_action_draft_template
        )
        return held.knowing({**wire.raw, "config": config})

    def read(self, held: Held) -> Held:
        action = Wire.of(self._api.get_integrations_action(held.id, expand=CONTRACT, include_config=True))
        config = self._with_templates(
            held.id, action.part("config"), self._api.get_integrations_action_template
        )
        return held.knowing({**action.raw, "config": config})

    def create(self, wanted: DataActionResource, ids: Ids) -> Held:
        """Draft, validate, publish. A draft of that name, left over by a broken run, is taken up.

        Raises:
            InvalidDraft: the platform rejects it. The draft is removed again.
        """
        body = wanted.to_wire(ids)
        draft = self._draft_again(wanted, body) or self._draft(wanted, body)
        self._validate(draft, wanted)
        return self._publish(draft)

    def update(self, held: Held, wanted: DataActionResource, ids: Ids) -> Held:
        """Change the configuration of a published action; its contract is not touched."""
        version = Wire.of(self._api.get_integrations_action(held.id)).number("version")
        declared = wanted.to_wire(ids)
        body = {name: declared[name] for name in ("category", "config")}
        now = held.wire.text("name")
        body["name"] = now if version_of(now, wanted.name) else wanted.name
        answer = self._api.patch_integrations_action(held.id, {**body, "version": version})
        return Held.from_answer(held.key, answer)

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_integrations_action(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_integrations_action(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )

    def _draft_again(self, wanted: DataActionResource, body: dict[str, Any]) -> Held | None:
        draft = self._left_over(wanted.key)
        if draft is None:
            return None
        if draft.wire.text("integrationId") != body["integrationId"]:
            self._api.delete_integrations_action_draft(draft.id)
            return None
        change = {name: value for name, value in body.items() if name != "integrationId"}
        change["version"] = draft.wire.number("version")
        return Held.from_answer(wanted.key, self._api.patch_integrations_action_draft(draft.id, change))

    def _draft(self, wanted: DataActionResource, body: dict[str, Any]) -> Held:
        try:
            return Held.from_answer(wanted.key, self._accepted(body))
        except UncertainWrite:
            if draft := self._left_over(wanted.key):
                return draft
            raise

    def _accepted(self, body: dict[str, Any]) -> object:
        """Post a draft; the platform may not know yet of an integration that has just been made."""
        return once_known(lambda: self._api.post_integrations_actions_drafts(body), self._clock)

    def _left_over(self, key: Key) -> Held | None:
        """A draft under the key's heading; of the same name, somebody may be drafting one of theirs."""
        drafts = pages(self._api.get_integrations_actions_drafts, named([key]))
        ours = (one for one in drafts if not key.within or _heading(one).casefold() == key.within.casefold())
        return next(iter(recognise([key], ours)), None)

    def _validate(self, draft: Held, wanted: DataActionResource) -> None:
        verdict = Wire.of(self._api.get_integrations_action_draft_validation(draft.id))
        if verdict.raw.get("valid") is True:
            return
        self._api.delete_integrations_action_draft(draft.id)
        errors = [_problem(error) for error in verdict.parts("errors")]
        raise InvalidDraft(wanted.name, errors, span=wanted.span)

    def _publish(self, draft: Held) -> Held:
        version = {"version": draft.wire.number("version")}
        try:
            answer = self._api.post_integrations_action_draft_publish(draft.id, version)
        except UncertainWrite:
            if published := self._published(draft):
                return published
            raise
        return Held.from_answer(draft.key, answer)

    def _published(self, draft: Held) -> Held | None:
        try:
            return Held.from_answer(draft.key, self._api.get_integrations_action(draft.id))
        except NotInOrg:
            return None

    def _with_templates(self, action_id: str, config: Wire, ask: Callable[..., Any]) -> dict[str, Any]:
        """The configuration with its templates in place, of which the platform may give only the addresses."""
        whole = dict(config.raw)
        for part, template in _TEMPLATES:
            if part in whole:
                text = _template(action_id, config.part(part), template, ask)
                whole[part] = {template: text} | whole[part]
        return whole


def _template(action_id: str, part: Wire, template: str, ask: Callable[..., Any]) -> str:
    file_name = part.text(f"{template}Uri").rpartition("/")[2]
    if part.text(template) or not file_name:
        return part.text(template)
    try:
        return str(ask(action_id, file_name) or "")
    except NotInOrg:
        return ""


def _latest(key: Key, actions: tuple[Wire, ...]) -> Held | None:
    """The highest version under the key's heading; what is called so elsewhere is somebody else's.

    Flows name a Data Action together with its heading: under another one it is not the one that they call. A key
    without a heading takes the first one's.
    """
    if not key.within:
        return _latest_under(key, actions)
    for heading in filter(None, (key.within, key.formerly_within)):
        under = tuple(one for one in actions if _heading(one).casefold() == heading.casefold())
        if held := _latest_under(replace(key, within=heading), under):
            return replace(held, key=key)
    return None


def _latest_under(key: Key, actions: tuple[Wire, ...]) -> Held | None:
    first = recognise([key], actions, within=_heading)
    heading = _heading(first[0].wire) if first else key.within
    there = {wire.text("name") for wire in actions if _heading(wire).casefold() == heading.casefold()}
    versions = {version_of(name, key.name): name for name in there}
    if not max(versions, default=0):
        return None
    latest = replace(key, name=versions[max(versions)], within=heading)
    (held,) = recognise([latest], actions, within=_heading)
    return replace(held, key=key)


def _heading(action: Wire) -> str:
    return action.text("category")


def _problem(error: Wire) -> str:
    return error.text("message") or error.text("code") or str(dict(error.raw))
