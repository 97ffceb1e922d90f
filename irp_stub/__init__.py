"""The reference Identity Resolution Platform, and the contract tests that any other one must pass."""

__version__ = "0.1.0"
