"""HTTP for the local org: authentication, routes, pages of lists, refusals, faults."""
