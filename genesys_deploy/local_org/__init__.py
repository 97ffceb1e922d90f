"""A Genesys Cloud org on this machine: the slice of the platform's API that we use, running published flows."""
