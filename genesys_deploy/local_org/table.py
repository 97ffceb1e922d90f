"""Objects of one kind, by id, in the order of their creation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

import msgspec

from genesys_deploy.local_org.http.refusal import not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Row", "Table"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What every object has; its fields are what a snapshot on disk holds, where its kind is `kept`."""

    kept: ClassVar[bool] = True
    id: str


R = TypeVar("R", bound=Row)


class Table(Generic[R]):
    """A map of id to object; whoever changes it holds the org's lock. `created` is told each new id."""

    def __init__(
        self, kind: type[R], rows: Iterable[R] = (), created: Callable[[str], None] = lambda _: None
    ) -> None:
        self.kind = kind
        self._created = created
        self._rows: dict[str, R] = {row.id: row for row in rows}

    def __iter__(self) -> Iterator[R]:
        return iter(tuple(self._rows.values()))

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, row_id: str) -> R | None:
        return self._rows.get(row_id)

    def __getitem__(self, row_id: str) -> R:
        """The object of that id.

        Raises:
            Refusal: 404, there is none.
        """
        row = self._rows.get(row_id)
        if row is None:
            raise not_found(self.kind.__name__, row_id)
        return row

    def put(self, row: R) -> R:
        if row.id not in self._rows:
            self._created(row.id)
        self._rows[row.id] = row
        return row

    def change(self, row_id: str, **fields: Any) -> R:
        return self.put(msgspec.structs.replace(self[row_id], **fields))

    def remove(self, row_id: str) -> R:
        row = self[row_id]
        del self._rows[row_id]
        return row

    def find(self, wanted: Callable[[R], bool]) -> R | None:
        return next((row for row in self._rows.values() if wanted(row)), None)

    def where(self, wanted: Callable[[R], bool]) -> tuple[R, ...]:
        return tuple(row for row in self._rows.values() if wanted(row))
