"""Settings and templates made one: everything that an org should hold, each line traceable to its template."""
