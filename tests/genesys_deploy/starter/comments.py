"""Stands for `gh api` and `curl`: comments on one pull request, in the file that COMMENTS names."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

FILE = Path(os.environ["COMMENTS"])
BOT = "github-actions[bot]"
ME = {"id": 42}


def main(program: str, *arguments: str) -> None:
    comments: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    words = list(arguments)
    body = next((word.partition("@")[2] for word in words if word.startswith(("body=@", "body@"))), None)
    method = next(
        (words[words.index(name) + 1] for name in ("--method", "--request") if name in words), "GET"
    )
    path = next(word for word in words if "comments" in word or "/notes" in word or word.endswith("/user"))
    if path.endswith("/user"):
        sys.stdout.write(json.dumps(ME))
        return
    if method == "GET":
        told = "\n".join(_listed(comments, words)) if program == "gh" else json.dumps(comments[::-1])
        sys.stdout.write(f"{told}\n")
        return
    assert body is not None
    text = Path(body).read_text(encoding="utf-8")
    if method == "POST":
        comments.append({"id": len(comments) + 1, "user": {"login": BOT}, "author": ME, "body": text})
    else:
        (one,) = [one for one in comments if str(one["id"]) == path.rpartition("/")[2]]
        one["body"] = text
    FILE.write_text(json.dumps(comments), encoding="utf-8")


def _listed(comments: list[dict[str, Any]], words: list[str]) -> list[str]:
    query = words[words.index("--jq") + 1]
    found = re.fullmatch(
        r'\.\[\] \| select\(\.user\.login == "(.*)" and \(\.body \| startswith\("(.*)"\)\)\) \| \.id', query
    )
    assert found, query
    login, start = found.groups()
    return [
        str(one["id"]) for one in comments if one["user"]["login"] == login and one["body"].startswith(start)
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
