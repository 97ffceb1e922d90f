"""Flows run on this machine: the interpreter, scenarios, and every way through a flow."""
