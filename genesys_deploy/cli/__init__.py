"""The command line `genesys-deploy`: commands parse, call the library, present, set the exit code."""

from __future__ import annotations

from genesys_deploy.cli.app import main

__all__ = ["main"]
