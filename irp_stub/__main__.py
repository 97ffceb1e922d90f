"""`python -m irp_stub`."""

from __future__ import annotations

from irp_stub.cli import main

main()
