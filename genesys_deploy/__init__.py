"""Genesys Cloud flows as code: rendered, checked, run on this machine, published to an org."""

__version__ = "0.1.0"
