"""Rules about what a single action may hold, and where it may stand."""
