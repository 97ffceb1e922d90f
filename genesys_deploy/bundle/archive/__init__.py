"""One file of a project, whose bytes follow from its contents."""
