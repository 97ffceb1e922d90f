"""The official SDK, loaded late and piecemeal.

Importing `PureCloudPlatformClientV2` whole reads 6,700 modules: 2 s and 220 MB. `load` first puts stand-ins for
the package and its `models` and `apis` into `sys.modules`, with their real paths, which import a class's own module
when the class is asked for. All that is used is the real SDK. Should its layout ever surprise us, it is imported
whole instead.

The SDK also reads `~/.genesyscloudpython/config`, which can redirect every call, and starts threads that watch it;
its settings are made here instead, from a file of ours.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genesys_deploy.platform.errors import SdkMissing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

__all__ = ["load"]

PACKAGE = "PureCloudPlatformClientV2"
NEEDED = ("ApiClient", "PureCloudRegionHosts", "ArchitectApi", "IntegrationsApi", "RoutingApi")
_IMPORT_LINE = re.compile(r"^from \.((?:\w+\.)*\w+) import (\w+)", re.MULTILINE)
_QUIET = "[general]\nlive_reload_config = false\n"
_lock = threading.Lock()


def load() -> Any:
    """The SDK's package. Its classes are attributes, as after `import PureCloudPlatformClientV2`.

    Raises:
        SdkMissing: it is not installed.
    """
    with _lock:
        if PACKAGE in sys.modules:
            return sys.modules[PACKAGE]
        try:
            return _load_lazily()
        except Exception:  # noqa: BLE001  whatever the surprise, the plain import is the way that always works
            _forget()
            return _load_whole()


def _load_lazily() -> Any:
    package = _stand_in(PACKAGE)
    for part in ("models", "apis"):
        setattr(package, part, _stand_in(f"{PACKAGE}.{part}"))
    _settle_configuration()
    for name in NEEDED:
        getattr(package, name)
    return package


def _load_whole() -> Any:
    try:
        package = importlib.import_module(PACKAGE)
    except ImportError as error:
        raise SdkMissing(str(error)) from error
    package.configuration.gateway_configuration = None
    return package


def _forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    module = importlib.util.module_from_spec(spec)
    text = Path(spec.origin).read_text(encoding="utf-8")
    index = {class_name: submodule for submodule, class_name in _IMPORT_LINE.findall(text)}
    vars(module)["__getattr__"] = partial(_resolve, module, index)
    sys.modules[name] = module
    return module


def _resolve(module: ModuleType, index: Mapping[str, str], name: str) -> object:
    if name not in index:
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{module.__name__}.{index[name]}"), name)
    setattr(module, name, value)
    return value


def _settle_configuration() -> None:
    """Make the SDK's one `Configuration` from our own file instead of the user's."""
    module = importlib.import_module(f"{PACKAGE}.configuration")
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home, ".genesyscloudpython", "config")
        settings.parent.mkdir()
        settings.write_text(_QUIET, encoding="utf-8")
        expand, vars(module)["expanduser"] = module.expanduser, lambda _: home
        try:
            module.Configuration()
        finally:
            vars(module)["expanduser"] = expand
