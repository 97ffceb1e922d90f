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
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genesys_deploy.platform.errors import SdkMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

__all__ = ["load"]

PACKAGE = "PureCloudPlatformClientV2"
AT_ONCE = ("ApiClient", "PureCloudRegionHosts")
NEEDED = (*AT_ONCE, "ArchitectApi", "IntegrationsApi", "RoutingApi")
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
    index = _Index(PACKAGE)
    if not index.knows(NEEDED):
        raise ImportError(PACKAGE)
    package = _stand_in(PACKAGE, index)
    for part in ("models", "apis"):
        name = f"{PACKAGE}.{part}"
        setattr(package, part, _stand_in(name, _Index(name)))
    _settle_configuration()
    for name in AT_ONCE:
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


class _Index:
    """Where each class of a package is, read from its own `__init__.py` when somebody asks."""

    def __init__(self, package: str) -> None:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(package)
        self.spec, self._path = spec, Path(spec.origin)

    @cached_property
    def places(self) -> Mapping[str, str]:
        text = self._path.read_text(encoding="utf-8")
        return {class_name: submodule for submodule, class_name in _IMPORT_LINE.findall(text)}

    def knows(self, names: Iterable[str]) -> bool:
        return self.places.keys() >= set(names)


def _stand_in(name: str, index: _Index) -> ModuleType:
    module = importlib.util.module_from_spec(index.spec)
    vars(module)["__getattr__"] = partial(_resolve, module, index)
    sys.modules[name] = module
    return module


def _resolve(module: ModuleType, index: _Index, name: str) -> object:
    if name not in index.places:
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{module.__name__}.{index.places[name]}"), name)
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
