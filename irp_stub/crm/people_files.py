"""Import files as numbered lines of JSON, whatever they are written in.

A CSV file has one account a row; the rows of one customer add up. Its columns:
`customer_id, name, tier, updated_at, last_interaction, preferred_channel, language, email, email_verified,
channel, user_id, handle`; the first two are needed.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from irp_stub.errors import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["COLUMNS", "PREFERENCES", "csv_lines", "json_lines"]

_FACTS = ("customer_id", "name", "tier", "updated_at", "last_interaction")
PREFERENCES = ("preferred_channel", "language")
_ACCOUNT = ("channel", "user_id", "handle")
COLUMNS = (*_FACTS, *PREFERENCES, "email", "email_verified", *_ACCOUNT)
_TRUTH = {"true": True, "false": False, "": False}


def json_lines(file: BinaryIO) -> Iterable[tuple[int, bytes]]:
    """The lines of an NDJSON file from its start, numbered from 1."""
    file.seek(0)
    return enumerate(file, 1)


def csv_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The rows of a CSV file from its start as lines of JSON, with the numbers of the lines they end in.

    Raises:
        BadFile: it has not got the columns.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        rows = csv.DictReader(text)
        _check_columns(rows.fieldnames or ())
        for row in rows:
            yield rows.line_num, msgspec.json.encode(_line(row))
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadFile(f"not readable as CSV: {error}", hint="write it in UTF-8, with commas") from None
    finally:
        text.detach()


def _check_columns(found: Iterable[str]) -> None:
    unknown = [name for name in found if name not in COLUMNS]
    missing = [name for name in ("customer_id", "name") if name not in found]
    if unknown or missing:
        wrong = f'unknown column "{unknown[0]}"' if unknown else f'there is no column "{missing[0]}"'
        raise BadFile(f"the first line: {wrong}", hint=f"known columns: {', '.join(COLUMNS)}")


def _line(row: dict[str, Any]) -> dict[str, Any]:
    line = {name: row[name] for name in _FACTS if row.get(name)}
    line["preferences"] = {name: row[name] for name in PREFERENCES if row.get(name)}
    account = {name: row[name] for name in _ACCOUNT if row.get(name)}
    line["identities"] = [account] if account else []
    if row.get("email"):
        verified = (row.get("email_verified") or "").strip().lower()
        line["emails"] = [{"address": row["email"], "verified": _TRUTH.get(verified, verified)}]
    return line
