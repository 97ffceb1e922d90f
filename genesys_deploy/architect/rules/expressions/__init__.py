"""Rules about the expressions of a flow."""
