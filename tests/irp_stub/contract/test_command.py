"""`irp-stub verify` as somebody types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from genesys_deploy.source.locate import find_project
from irp_stub.contract.dataset import read_data_set
from tests.irp_stub.contract.broken_defences import NeedsNoKey, SaysTomorrow
from tests.irp_stub.contract.broken_identity import IgnoresUserIds, MindsCase
from tests.irp_stub.contract.broken_services import KnowsNoBots
from tests.irp_stub.contract.model_irp import KEY, Model, serve

NO_LOAD = ("--key-env", "IRP_KEY", "--no-load", "--rate", "500")


def run(*options: str | Path, key: str = KEY) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "irp_stub", "verify", *map(str, options)]
    environment = os.environ | {"IRP_KEY": key, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def model() -> Iterator[str]:
    with serve(Model()) as url:
        yield url


@pytest.fixture(scope="module")
def wrong() -> Iterator[str]:
    with serve(MindsCase()) as url:
        yield url


def test_a_platform_that_works_ends_with_0(model: str) -> None:
    done = run("--url", model, *NO_LOAD)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Musts that were not asked: 3." in done.stdout
    assert "– must   latency-timeout" in done.stdout


def test_a_broken_must_ends_with_2_and_a_curl_line(wrong: str) -> None:
    done = run("--url", wrong, *NO_LOAD)
    assert done.returncode == 2
    assert "✘ must   handle-normalised" in done.stdout
    assert '-H "X-API-Key: $IRP_KEY"' in done.stdout
    assert "Musts that are broken: 1." in done.stdout


def test_a_broken_should_ends_with_0() -> None:
    with serve(SaysTomorrow()) as url:
        done = run("--url", url, *NO_LOAD, "--flood")
    assert done.returncode == 0
    assert "▲ should retry-after" in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--url", "http://127.0.0.1:9"), "cannot be reached"),
        ((), "no platform was named"),
        (("--url", "irp.example.com"), "is no address"),
        (
            ("--url", "{url}", "--key-env", "NO_SUCH_VARIABLE"),
            "the environment variable NO_SUCH_VARIABLE is not set",
        ),
        (("--url", "{url}", "--only", "no-such-rule"), "there is no rule or family no-such-rule"),
        (("--url", "{url}", "--data", "no-such-file.yaml"), "--init"),
        (("--url", "{url}", "--set", "x"), "--set name=value"),
        (("--url", "{url}", "--against", "no-such-file.json"), "cannot be read"),
        (("--openapi", "no-such-file.yaml"), "cannot be read"),
    ],
)
def test_what_cannot_be_run_is_one_clear_message(model: str, options: tuple[str, ...], told: str) -> None:
    done = run("--key-env", "IRP_KEY", *(option.format(url=model) for option in options))
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_action_that_cannot_be_read_is_told(model: str, tmp_path: Path) -> None:
    for path in find_project().data_actions.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("$.resolved", "$.[")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = run("--url", model, *NO_LOAD, "--actions", tmp_path)
    assert done.returncode == 1
    assert 'the Data Action "Resolve Identity"' in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_that_is_refused_is_no_broken_rule(model: str) -> None:
    done = run("--url", model, *NO_LOAD, key="another")
    assert done.returncode == 1
    assert "refuses the key" in done.stderr


def test_rules_and_families_can_be_named(model: str) -> None:
    done = run("--url", model, *NO_LOAD, "--only", "known-bot", "--only", "limits")
    assert [line.split()[2] for line in done.stdout.splitlines()[:5]] == [
        "known-bot", "rate-limit", "rate-limit-generous", "retry-after", "rate-limit-per-sender",
    ]  # fmt: skip


def test_reports_tell_the_failure_and_keep_keys_and_people_to_themselves(wrong: str, tmp_path: Path) -> None:
    files = {name: tmp_path / "out" / f"report.{name}" for name in ("json", "junit", "html", "badge")}
    done = run(
        "--url", wrong, *NO_LOAD, *(word for name, path in files.items() for word in (f"--{name}", path))
    )
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    texts["terminal"] = done.stdout
    for text in texts.values():
        assert KEY not in text
        assert "hana_suzuki" not in text.lower()
    document = json.loads(texts["json"])
    (failed,) = [result for result in document["results"] if result["verdict"] == "failed"]
    assert failed["rule"] == "handle-normalised"
    assert failed["evidence"]["method"] == "POST"
    assert failed["evidence"]["status"] == 200
    assert json.loads(failed["evidence"]["response_body"])["resolved"] is False
    (failure,) = ET.fromstring(texts["junit"]).iter("failure")
    assert failure.get("type") == "must"
    assert 'id="handle-normalised"' in texts["html"]
    assert "curl -sS -i -X POST" in texts["html"]
    assert texts["badge"].startswith("<svg")


def test_people_are_shown_where_that_is_asked_for(wrong: str) -> None:
    done = run("--url", wrong, *NO_LOAD, "--show-people")
    assert "HANA_SUZUKI" in done.stdout
    assert KEY not in done.stdout


def test_the_curl_line_asks_the_same_again() -> None:
    with serve(KnowsNoBots()) as url:
        done = run("--url", url, *NO_LOAD, "--only", "spam-keyword", "--only", "known-bot", "--show-people")
        (line,) = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("curl ")]
        environment = os.environ | {"IRP_KEY": KEY}
        again = subprocess.run(
            ["sh", "-c", line], check=True, capture_output=True, text=True, env=environment, timeout=20
        )
    assert '"known_bot": false' in again.stdout


def test_what_got_worse_is_told(model: str, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    run("--url", model, *NO_LOAD, "--json", earlier)
    with serve(NeedsNoKey()) as url:
        done = run("--url", url, *NO_LOAD, "--against", earlier)
    assert "worse: key-needed: passed → failed" in done.stdout
    with serve(IgnoresUserIds()) as url:
        run("--url", url, *NO_LOAD, "--json", earlier)
    better = run("--url", model, *NO_LOAD, "--against", earlier)
    assert "better: known-user-id: failed → passed" in better.stdout
    assert "worse" not in better.stdout


def test_recorded_answers_stand_for_the_platform(wrong: str, tmp_path: Path) -> None:
    tape, with_score = tmp_path / "answers.ndjson", tmp_path / "actions"
    live = run("--url", wrong, *NO_LOAD, "--flood", "--record", tape)
    again = run("--recorded", tape, *NO_LOAD, "--flood", key="")
    assert KEY not in tape.read_text(encoding="utf-8")
    assert (live.returncode, again.returncode) == (2, 2)
    assert verdicts(again.stdout) == verdicts(live.stdout)
    with_score.mkdir()
    for path in find_project().data_actions.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("$.confidence", "$.score")
        (with_score / path.name).write_text(text, encoding="utf-8")
    changed = run("--recorded", tape, "--actions", with_score)
    assert "✘ must   resolve-shape" in changed.stdout
    assert "without $.score" in changed.stdout


def test_what_is_no_recording_is_said(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("[1]\n")
    done = run("--recorded", tmp_path / "x")
    assert done.returncode == 1
    assert "is no recording" in done.stderr


def verdicts(told: str) -> list[list[str]]:
    """Mark, level and rule of every line that has them."""
    return [line.split()[:3] for line in told.splitlines() if line[:1] in {"✔", "✘", "▲", "–"}]


def test_the_template_is_a_data_set(tmp_path: Path) -> None:
    path = tmp_path / "irp-data.yaml"
    assert run("--init", path).returncode == 0
    data = read_data_set(path)
    assert data.known
    assert data.known.handle == "test_ann"
    untouched = run("--url", "http://127.0.0.1:9", "--data", path, "--key-env", "IRP_KEY")
    assert untouched.returncode == 1
    assert f"{path} is as --init wrote it" in untouched.stderr
    again = run("--init", path)
    assert again.returncode == 1
    assert "nothing was changed" in again.stderr


def test_the_table_of_rules_is_shown() -> None:
    done = run("--list")
    assert "must   identity    user-id-before-handle" in done.stdout
