"""Following a path through a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.errors import PathError, PathNotFound
from genesys_deploy.data_action.jsonpath.filters import OPERATORS, UNDEFINED, NotApplicable
from genesys_deploy.data_action.jsonpath.functions import FUNCTIONS, OF_CHILDREN
from genesys_deploy.data_action.jsonpath.tokens import (
    And,
    Comparison,
    Condition,
    Exists,
    Filter,
    FilterPath,
    Function,
    Indexes,
    JsonLiteral,
    Names,
    Negation,
    Operand,
    Or,
    Path,
    Scalar,
    Scan,
    Slice,
    Token,
    Wildcard,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["read"]


def read(path: Path, document: Any) -> Any:
    """The value, or the list of values, to which the path leads.

    Raises:
        PathNotFound: a definite path leads to nothing.
        PathError: a function or filter cannot be applied to what is there.
    """
    if path.steps is None:
        try:
            return _evaluate(path, document, document)
        except RecursionError:
            raise PathError(f"{path.text}: the document is nested too deeply") from None
    value: Any = document
    for step in path.steps:
        if type(value) is not (dict if type(step) is str else list):
            raise PathNotFound(f"{path.text} leads to nothing")
        try:
            value = value[step]  # type: ignore[index]
        except (KeyError, IndexError):
            raise PathNotFound(f"{path.text} leads to nothing") from None
    return value


def _evaluate(path: Path, document: Any, root: Any, *, strict: bool = False) -> Any:
    """`strict` fails for a missing name wherever it is."""
    run = _Run(path, root, strict=strict)
    run.follow(0, document)
    if not path.definite:
        return run.results
    if not run.results:
        raise PathNotFound(f"{path.text} leads to nothing")
    return run.results[-1]


class _Run:
    """One walk; `results` are the values at the end of the path, in the order in which they are met.

    `scanned_index` says of a step the index of the item at which a scan last tried it (see `_scan_down`).
    """

    def __init__(self, path: Path, root: Any, *, strict: bool) -> None:
        self.path = path
        self.scanned_index: dict[int, int] = {}
        self.root = root
        self.strict = strict
        self.results: list[Any] = []

    def follow(self, at: int, value: Any) -> None:
        if at == len(self.path.tokens):
            self.results.append(value)
        else:
            token = self.path.tokens[at]
            _STEPS[type(token)](self, token, at, value)

    def lost(self, at: int) -> None:
        """What stands here is not what the step needs: the end of a definite path, else of this branch."""
        if self.path.upstream_definite[at]:
            raise PathNotFound(f"{self.path.text} leads to nothing")

    def ends_at(self, at: int) -> bool:
        return at + 1 == len(self.path.tokens)


def _names(run: _Run, token: Names, at: int, value: Any) -> None:
    if not isinstance(value, dict):
        run.lost(at)
    elif len(token.names) > 1 and run.ends_at(at):
        _merged(run, token, value)
    else:
        for name in token.names:
            _name(run, name, at, value)


def _name(run: _Run, name: str, at: int, value: dict[str, Any]) -> None:
    if name in value:
        if not _passed_over(run, at):
            run.follow(at + 1, value[name])
    elif run.strict or (not run.ends_at(at) and run.path.upstream_definite[at + 1]):
        raise PathNotFound(f'{run.path.text}: there is no "{name}"')


def _merged(run: _Run, token: Names, value: dict[str, Any]) -> None:
    if run.strict and not value.keys() >= set(token.names):
        raise PathNotFound(f"{run.path.text}: not all of the names are there")
    run.results.append({name: value[name] for name in token.names if name in value})


def _indexes(run: _Run, token: Indexes, at: int, value: Any) -> None:
    if not isinstance(value, list):
        run.lost(at)
    else:
        _follow_items(run, token.indexes, at, value)


def _follow_items(run: _Run, indexes: Iterable[int], at: int, items: list[Any]) -> None:
    for index in indexes:
        place = index if index >= 0 else len(items) + index
        if 0 <= place < len(items):
            run.follow(at + 1, items[place])


def _slice(run: _Run, token: Slice, at: int, value: Any) -> None:
    if not isinstance(value, list):
        run.lost(at)
        return
    count = len(value)
    match token.first, token.last:
        case (int(first), None):
            indexes = range(max(0, count + first if first < 0 else first), count)
        case (None, int(last)):
            indexes = range(min(count, count + last if last < 0 else last))
        case (first, last):
            indexes = range(first or 0, min(count, last or 0))
    _follow_items(run, indexes, at, value)


def _wildcard(run: _Run, _token: Wildcard, at: int, value: Any) -> None:
    if isinstance(value, dict):
        if not _passed_over(run, at):
            for item in value.values():
                run.follow(at + 1, item)
    elif isinstance(value, list):
        for item in value:
            try:
                run.follow(at + 1, item)
            except PathNotFound:
                if run.strict:
                    raise


def _filter(run: _Run, token: Filter, at: int, value: Any) -> None:
    if isinstance(value, dict):
        if _accepts(run, token, value):
            run.follow(at + 1, value)
    elif isinstance(value, list):
        for item in value:
            if _accepts(run, token, item):
                run.follow(at + 1, item)
    elif run.path.upstream_definite[at]:
        raise PathError(f"{run.path.text}: a filter cannot be applied to {value!r}")


def _function(run: _Run, token: Function, _at: int, value: Any) -> None:
    parameters = [_parameter(run, token, part) for part in token.parameters]
    run.results.append(FUNCTIONS[token.name](value, parameters))


def _parameter(run: _Run, token: Function, parameter: Path | JsonLiteral) -> Any:
    if isinstance(parameter, JsonLiteral):
        return parameter.value
    value = _evaluate(parameter, run.root, run.root)
    return _children(run, parameter) if token.name in OF_CHILDREN else value


def _children(run: _Run, parameter: Path) -> Any:
    """All children of what an indefinite path finds; of a definite one Jayway takes the last child."""
    children = _evaluate(Path(parameter.text, (*parameter.tokens, Wildcard())), run.root, run.root)
    if not parameter.definite:
        return children
    if not children:
        raise PathNotFound(f"{parameter.text} has no children")
    return children[-1]


def _scan(run: _Run, _token: Scan, at: int, value: Any) -> None:
    _scan_down(run, run.path.tokens[at + 1], at + 1, value)


def _scan_down(run: _Run, token: Token, at: int, value: Any) -> None:
    """The step behind the scan, tried at the value and everything under it, the outermost first.

    Of an array, Jayway since 2.7 tries every item with the step after the next, and tells the right one
    apart only where that is the last (see `_passed_over`). Its users depend on what comes of it.
    """
    if isinstance(value, dict):
        if _may_start(run, token, value, last=run.ends_at(at)):
            run.follow(at, value)
        for item in value.values():
            _scan_down(run, token, at, item)
    elif isinstance(value, list):
        if _may_start(run, token, value, last=run.ends_at(at)):
            _start_at_array(run, at, value)
        for item in value:
            _scan_down(run, token, at, item)


def _start_at_array(run: _Run, at: int, items: list[Any]) -> None:
    if run.ends_at(at):
        run.follow(at, items)
        return
    for index, item in enumerate(items):
        run.scanned_index[at + 1] = index
        run.follow(at + 1, item)


def _passed_over(run: _Run, at: int) -> bool:
    """Whether a last step, once tried by a scan at an array's item, does not count: another index was asked for."""
    index = run.scanned_index.get(at)
    return index is not None and run.ends_at(at) and run.path.tokens[at - 1] != Indexes((index,))


def _may_start(run: _Run, token: Token, value: Any, *, last: bool) -> bool:
    match token:
        case Names(names=names):
            several = len(names) > 1 and not last
            return isinstance(value, dict) and (several or value.keys() >= set(names))
        case Indexes() | Slice():
            return isinstance(value, list)
        case Wildcard():
            return True
        case Filter():
            return _accepts(run, token, value)
        case _:
            return False


_STEPS: dict[type[Token], Callable[[_Run, Any, int, Any], None]] = {
    Names: _names,
    Indexes: _indexes,
    Slice: _slice,
    Wildcard: _wildcard,
    Filter: _filter,
    Function: _function,
    Scan: _scan,
}


def _accepts(run: _Run, token: Filter, item: Any) -> bool:
    try:
        return _holds(run, token.condition, item)
    except (NotApplicable, PathNotFound):
        return False


def _holds(run: _Run, condition: Condition, item: Any) -> bool:
    match condition:
        case Comparison(left=left, operator=operator, right=right):
            return OPERATORS[operator](_operand(run, left, item), _operand(run, right, item))
        case Exists(path=path, wanted=wanted):
            return _exists(run, path, item) is wanted
        case Negation(operand=operand):
            return not _holds(run, operand, item)
        case And(operands=operands):
            return all(_holds(run, operand, item) for operand in operands)
        case Or(operands=operands):
            return any(_holds(run, operand, item) for operand in operands)


def _operand(run: _Run, operand: Operand, item: Any) -> Any:
    match operand:
        case Scalar(value=value) | JsonLiteral(value=value):
            return value
        case FilterPath(path=path, from_root=from_root):
            try:
                return _evaluate(path, run.root if from_root else item, run.root)
            except PathNotFound:
                return UNDEFINED


def _exists(run: _Run, path: FilterPath, item: Any) -> bool:
    try:
        _evaluate(path.path, item, run.root, strict=True)
    except PathNotFound:
        return False
    return True
