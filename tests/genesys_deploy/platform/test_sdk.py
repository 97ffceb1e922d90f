"""How the SDK is loaded; each case in a process of its own, since a process can load it once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
OFFLINE = [
    "genesys_deploy.deploy",
    "genesys_deploy.platform",
    "genesys_deploy.platform.errors",
    "genesys_deploy.resources",
    "genesys_deploy.deploy.apply",
]


def run(code: str, home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("module", OFFLINE)
def test_nothing_of_the_sdk_is_loaded_before_an_org_is_talked_to(module: str, tmp_path: Path) -> None:
    code = f"import sys, {module}\nprint([m for m in sys.modules if m.split('.')[0] in "
    assert run(code + "{'PureCloudPlatformClientV2', 'requests', 'urllib3'}])", tmp_path) == "[]"


def test_only_what_is_asked_for_is_loaded(tmp_path: Path) -> None:
    code = """
import sys, threading
from genesys_deploy.platform import sdk
package = sdk.load()
import PureCloudPlatformClientV2
assert package is PureCloudPlatformClientV2
skill = package.RoutingSkill(); skill.name = "x"
assert package.ApiClient(host="http://h").sanitize_for_serialization(skill) == {"name": "x"}
assert package.models.Queue is package.Queue
assert not hasattr(package, "NoSuchClass")
print(len([m for m in sys.modules if m.startswith("PureCloud")]) < 1500, threading.active_count())
"""
    assert run(code, tmp_path) == "True 1"


def test_the_users_own_configuration_of_the_sdk_cannot_redirect_us(tmp_path: Path) -> None:
    config = tmp_path / ".genesyscloudpython" / "config"
    config.parent.mkdir()
    config.write_text("[general]\nhost = https://elsewhere\n[gateway]\nhost = elsewhere\n")
    code = """
from genesys_deploy.platform import sdk
from genesys_deploy.platform.client import Client
from genesys_deploy.platform.credentials import Credentials
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret
client = Client(Credentials("a", Secret("b"), "eu-west-1"), Transport())
print(client.host, sdk.load().ApiClient().gateway_configuration)
"""
    assert run(code, tmp_path) == "https://api.mypurecloud.ie None"


def test_a_layout_that_surprises_is_imported_whole(tmp_path: Path) -> None:
    code = """
from genesys_deploy.platform import sdk
sdk.NEEDED = ("SomethingThatIsNoLongerThere",)
package = sdk.load()
print(package.ApiClient.__name__, "__getattr__" in vars(package), package.configuration.gateway_configuration)
"""
    assert run(code, tmp_path) == "ApiClient False None"


def test_a_missing_sdk_is_a_sentence(tmp_path: Path) -> None:
    code = """
import sys
from genesys_deploy.platform import sdk
from genesys_deploy.platform.errors import SdkMissing
sdk.PACKAGE = "no_such_package"
try:
    sdk.load()
except SdkMissing as error:
    print(error.hint)
"""
    assert run(code, tmp_path) == 'run "pip install PureCloudPlatformClientV2"'
