"""Lint for flows: one rule, one file; `registry` lists them, `run` checks texts, `check` a flow that is read."""
