"""Builds the control-flow graph.

After a branch has run without an ending, the run goes on after the action that owns the branch. A transfer ends a
message flow's run; where exports have an action right after it, that is what runs when the transfer fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow import actions as a
from genesys_deploy.architect.flow.action import UnknownAction
from genesys_deploy.architect.flow.catalogue import CATALOGUE
from genesys_deploy.architect.flow.form_reader import ref_parts
from genesys_deploy.architect.flow.forms import Ref
from genesys_deploy.architect.flow.graph import Edge, EdgeKind, Graph, Node, NodeKind
from genesys_deploy.architect.flow.uses import actions_of
from genesys_deploy.source.document import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping as TypeMapping

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow, Section

__all__ = ["branch_names", "control_flow", "node_kind"]

_KINDS: Final[TypeMapping[type[Action], NodeKind]] = MappingProxyType(
    {
        a.SendResponse: NodeKind.MESSAGE,
        a.Decision: NodeKind.DECISION,
        a.Switch: NodeKind.SWITCH,
        a.EvaluateSchedule: NodeKind.SWITCH,
        a.EvaluateScheduleGroup: NodeKind.SWITCH,
        a.Loop: NodeKind.LOOP,
        a.CallData: NodeKind.DATA_ACTION,
        a.DataTableLookup: NodeKind.LOOKUP,
        a.FindByName: NodeKind.LOOKUP,
        a.FindById: NodeKind.LOOKUP,
        a.GetExternalContact: NodeKind.LOOKUP,
        a.CallTask: NodeKind.CALL,
        a.CallCommonModule: NodeKind.CALL,
        a.CallBotFlow: NodeKind.CALL,
        a.CallDigitalBotFlow: NodeKind.CALL,
        a.ChangeState: NodeKind.JUMP,
        a.JumpToTask: NodeKind.JUMP,
        a.LoopNext: NodeKind.JUMP,
        a.LoopExit: NodeKind.JUMP,
        a.TransferToAcd: NodeKind.QUEUE,
        a.Disconnect: NodeKind.DISCONNECT,
        a.EndWorkflow: NodeKind.END,
        a.EndTask: NodeKind.RETURN,
    }
)
_DEFAULT: Final = "default"
_PLAIN: Final = (NodeKind.STEP, NodeKind.MESSAGE)
_WORDS: Final = {"startUpTaskActions": "module"}


def control_flow(flow: Flow) -> Graph:
    """The graph of a flow: every action a node, every way on an edge."""
    builder = _Builder(flow)
    for section in flow.sections:
        builder.add(section)
    handling = flow.error_handling
    starts = (flow.start, flow.find(handling.target) if handling and handling.target else None)
    entries = tuple(dict.fromkeys(section.path for section in starts if section))
    return Graph(tuple(builder.nodes), tuple(builder.edges), entries)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list of actions stands: what comes after it, and the loop that it is in."""

    section: Section
    after: str
    loop: str = ""
    loop_after: str = ""


@dataclass(slots=True)
class _Builder:
    flow: Flow
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def add(self, section: Section) -> None:
        end, known = f"{section.path}/end", len(self.edges)
        self.nodes.append(Node(section.path, NodeKind.START, section.name, section.path))
        choices = [action for action in section.actions if "/choices[" in action.path]
        steps = tuple(action for action in section.actions if action not in choices)
        for choice in choices:
            self.edges.append(Edge(section.path, choice.path, EdgeKind.BRANCH, choice.name))
            self._action(choice, end, _Place(section, end))
        if steps or not choices:
            first = steps[0].path if steps else end
            self.edges.append(Edge(section.path, first, EdgeKind.NEXT))
            self._actions(steps, _Place(section, end))
        if any(edge.target == end for edge in self.edges[known:]):
            self._add_end(section, end)

    def _add_end(self, section: Section, end: str) -> None:
        """The end that is no action: of a state it loses the conversation, of anything else it returns."""
        falls_off = section.kind == "state"
        title = "nothing follows" if falls_off else f"end of the {_WORDS.get(section.kind, section.kind)}"
        kind = NodeKind.FALLS_OFF if falls_off else NodeKind.RETURN
        self.nodes.append(Node(end, kind, title, section.path))

    def _actions(self, actions: tuple[Action, ...], place: _Place) -> None:
        followers = [action.path for action in actions[1:]]
        for action, follower in zip(actions, [*followers, place.after], strict=False):
            self._action(action, follower, place)

    def _action(self, action: Action, after: str, place: _Place) -> None:
        self.nodes.append(Node(action.path, node_kind(action), action.name, place.section.path, action))
        match action:
            case a.Loop():
                self._loop(action, after, place)
            case a.LoopNext():
                self._edge(action, place.loop or after, EdgeKind.BACK)
            case a.LoopExit():
                self._edge(action, place.loop_after or after, EdgeKind.JUMP)
            case a.ChangeState(target_state=ref) | a.JumpToTask(target_task=ref):
                self._jump(action, ref, EdgeKind.JUMP)
            case a.CallTask():
                self._jump(action, action.target_task, EdgeKind.CALL)
                self._branches(action, branch_names(action, self.flow), after, place)
            case a.TransferToAcd():
                self._transfer(action, after, place)
            case _:
                self._other(action, after, place)

    def _other(self, action: Action, after: str, place: _Place) -> None:
        kind = CATALOGUE.get(action.kind)
        if kind is not None and kind.ends:
            return
        if isinstance(action, UnknownAction):
            self._follow_references(action)
        names = branch_names(action, self.flow)
        if not names or isinstance(action, UnknownAction):
            self._edge(action, after, EdgeKind.NEXT)
        self._branches(action, names, after, place)

    def _branches(self, action: Action, names: tuple[str, ...], after: str, place: _Place) -> None:
        inner = _Place(place.section, after, place.loop, place.loop_after)
        for name in names:
            branch = action.branch(name)
            actions = branch.actions if branch else ()
            self._edge(action, actions[0].path if actions else after, EdgeKind.BRANCH, name)
            self._actions(actions, inner)

    def _loop(self, action: a.Loop, after: str, place: _Place) -> None:
        branch = action.branch("loop")
        actions = branch.actions if branch else ()
        self._edge(action, actions[0].path if actions else action.path, EdgeKind.BRANCH, "loop")
        self._edge(action, after, EdgeKind.BRANCH, "done")
        self._actions(actions, _Place(place.section, action.path, action.path, after))

    def _transfer(self, action: a.TransferToAcd, after: str, place: _Place) -> None:
        is_followed = after != place.after
        if action.branch("failure") or is_followed or not self.flow.is_modelled:
            self._branches(action, ("failure",), after, place)

    def _jump(self, action: Action, ref: Ref, kind: EdgeKind) -> None:
        target = self.flow.find(ref)
        if target is not None:
            self._edge(action, target.path, kind)

    def _follow_references(self, action: UnknownAction) -> None:
        for entry in action.body if isinstance(action.body, Mapping) else ():
            if entry.key.text.endswith("Ref") and isinstance(entry.value, Scalar):
                ref = Ref(entry.value.text, *ref_parts(entry.value.text), entry.value.span)
                self._jump(action, ref, EdgeKind.CALL)

    def _edge(self, action: Action, target: str, kind: EdgeKind, label: str = "") -> None:
        self.edges.append(Edge(action.path, target, kind, label))


def node_kind(action: Action) -> NodeKind:
    """What a picture shows an action as."""
    known = CATALOGUE.get(action.kind)
    return _KINDS.get(type(action), NodeKind.END if known and known.ends else NodeKind.STEP)


def branch_names(action: Action, flow: Flow) -> tuple[str, ...]:
    """All branches that a run may take, written or not; those of a plain step only where the flow uses one."""
    written = tuple(branch.name for branch in action.branches)
    match action:
        case a.Switch(cases=cases):
            return (*(f"case{number}" for number, _ in enumerate(cases.forms, 1)), "default")
        case a.CallTask(target_task=ref):
            task = flow.find(ref)
            paths = (path.text for path in task.output_paths) if task else ()
            default = (_DEFAULT,) if task is None or _may_end_by_default(task) else ()
            return tuple(dict.fromkeys((*written, *paths, *default))) or (_DEFAULT,)
    kind = CATALOGUE.get(action.kind)
    if kind is None or kind.model is None or kind.branches is None:
        return written
    return kind.branches if written or node_kind(action) not in _PLAIN else ()


def _may_end_by_default(task: Section) -> bool:
    """Whether a task can end without naming one of its output paths: by falling off its end, or by `default`."""
    last = CATALOGUE.get(task.actions[-1].kind) if task.actions else None
    if last is None or not last.ends:
        return True
    ends = (action for action in actions_of(task.actions) if isinstance(action, a.EndTask))
    return any(end.output_path is None or end.output_path.text.lower() == _DEFAULT for end in ends)
