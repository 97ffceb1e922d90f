"""Rules about what a flow refers to."""
