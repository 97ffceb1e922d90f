"""Random flows, run by the interpreter and by the plainest recursion one can write: both leave the same log."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from genesys_deploy.simulate.inputs import Inputs
from genesys_deploy.simulate.run import run
from genesys_deploy.simulate.worlds import CannedWorld
from tests.genesys_deploy.simulate.building import MESSAGE, NOW, program_of

TASKS = 3
Block: TypeAlias = "list[tuple[Any, ...]]"


class Next(Exception):
    pass


class Exit(Exception):
    pass


class Leave(Exception):
    pass


class Stop(Exception):
    pass


@dataclass
class Recursion:
    """Runs blocks by calling itself; jumps are exceptions."""

    tasks: list[Block]
    log: list[str] = field(default_factory=list)

    def block(self, block: Block) -> None:
        for kind, *given_ in block:
            getattr(self, kind)(*given_)

    def note(self, mark: int) -> None:
        self.log.append(str(mark))

    def decide(self, length: int, yes: Block, no: Block) -> None:
        self.block(yes if len(self.log) > length else no)

    def loop(self, count: int, body: Block) -> None:
        for _ in range(count):
            try:
                self.block(body)
            except Next:
                continue
            except Exit:
                break

    def call(self, task: int) -> None:
        try:
            self.block(self.tasks[task])
        except Leave:
            return

    def next(self) -> None:
        raise Next

    def exit(self) -> None:
        raise Exit

    def leave(self) -> None:
        raise Leave

    def stop(self) -> None:
        raise Stop


def blocks(task: int | None, depth: int, *, in_loop: bool = False) -> st.SearchStrategy[Block]:
    """What may stand in a task (or, for None, in the state): tasks call only later ones, so that all end."""
    kinds: list[st.SearchStrategy[Any]] = [st.tuples(st.just("note"), st.integers(0, 9)), st.just(("stop",))]
    later = 0 if task is None else task + 1
    if later < TASKS:
        kinds.append(st.tuples(st.just("call"), st.integers(later, TASKS - 1)))
    if task is not None:
        kinds.append(st.just(("leave",)))
    if in_loop:
        kinds += [st.just(("next",)), st.just(("exit",))]
    if depth:
        inner = blocks(task, depth - 1, in_loop=in_loop)
        kinds.append(st.tuples(st.just("decide"), st.integers(0, 4), inner, inner))
        kinds.append(st.tuples(st.just("loop"), st.integers(0, 3), blocks(task, depth - 1, in_loop=True)))
    return st.lists(st.one_of(kinds), max_size=4)


@dataclass
class Writing:
    """Blocks as actions of flow YAML (of which JSON is a part)."""

    names: int = 0

    def block(self, block: Block) -> list[dict[str, Any]]:
        return [getattr(self, kind)(*given_) for kind, *given_ in block]

    def action(self, kind: str, **body: Any) -> dict[str, Any]:
        self.names += 1
        return {kind: {"name": f"A{self.names}", **body}}

    def note(self, mark: int) -> dict[str, Any]:
        value = {"exp": f'Append(Flow.log, "{mark}")'}
        return self.action("updateData", statements=[{"string": {"variable": "Flow.log", "value": value}}])

    def decide(self, length: int, yes: Block, no: Block) -> dict[str, Any]:
        outputs = {"yes": {"actions": self.block(yes)}, "no": {"actions": self.block(no)}}
        return self.action("decision", condition={"exp": f"Length(Flow.log) > {length}"}, outputs=outputs)

    def loop(self, count: int, body: Block) -> dict[str, Any]:
        outputs = {"loop": {"actions": self.block(body)}}
        return self.action("loop", currentIndex={"noValue": True}, loopCount={"lit": count}, outputs=outputs)

    def call(self, task: int) -> dict[str, Any]:
        return self.action("callTask", targetTaskRef=f"/inboundShortMessage/tasks/task[T_{task}]")

    def next(self) -> dict[str, Any]:
        return self.action("loopNext")

    def exit(self) -> dict[str, Any]:
        return self.action("loopExit")

    def leave(self) -> dict[str, Any]:
        return self.action("endTask", outputPath={"name": "default"})

    def stop(self) -> dict[str, Any]:
        return self.action("disconnect")


@settings(max_examples=150, deadline=None)
@given(
    main=blocks(None, 3),
    tasks=st.tuples(*(blocks(task, 2) for task in range(TASKS))),
)
def test_both_leave_the_same_log(main: Block, tasks: tuple[Block, ...]) -> None:
    plain = Recursion(list(tasks))
    try:
        plain.block(main)
        kind = "end"
    except Stop:
        kind = "disconnect"
    writing = Writing()
    case = {
        "variables": {"Flow.log": ["string", ""]},
        "actions": json.dumps(writing.block(main)),
        "tasks": json.dumps(
            [
                {"task": {"name": f"T{index}", "refId": f"T_{index}", "actions": writing.block(task)}}
                for index, task in enumerate(tasks)
            ]
        ),
    }
    program = program_of(case)
    assert program.findings == ()
    done = run(program, Inputs(message=MESSAGE, now=NOW), CannedWorld())
    assert (done.values["flow.log"], done.ending.kind.value) == ("".join(plain.log), kind)
