"""A run's results for a person, for CI and for the next run."""
