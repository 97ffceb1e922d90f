"""Rules about the ways through a flow."""
