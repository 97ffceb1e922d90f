"""A write that an org refuses because it does not know yet of what was just made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from genesys_deploy.platform.errors import Conflict, Refusal
from genesys_deploy.platform.insisting import once_known
from genesys_deploy.platform.patience import Clock

BAD = Refusal("there is no such workflow", status=400)


class Answers:
    def __init__(self, *answers: Refusal | str) -> None:
        self._answers: Iterator[Refusal | str] = iter(answers)
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        answer = next(self._answers)
        if isinstance(answer, Refusal):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("answers", "slept"),
    [(("made",), []), ((BAD, "made"), [0.5]), ((BAD, BAD, BAD, "made"), [0.5, 1.0, 2.0])],
)
def test_it_is_asked_again_while_the_org_does_not_know(
    answers: tuple[Refusal | str, ...], slept: list[float]
) -> None:
    waits: list[float] = []
    assert once_known(Answers(*answers), Clock(sleep=waits.append)) == "made"
    assert waits == slept


@pytest.mark.parametrize(
    ("answers", "asked"),
    [((BAD,) * 4, 4), ((Conflict("taken", status=409),), 1), ((BAD, Conflict("taken", status=409)), 2)],
)
def test_what_the_org_means_is_raised(answers: tuple[Refusal, ...], asked: int) -> None:
    write = Answers(*answers)
    with pytest.raises(Refusal) as caught:
        once_known(write, Clock(sleep=lambda _: None))
    assert (caught.value, write.asked) == (answers[-1], asked)
