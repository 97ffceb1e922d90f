"""HTTP itself: connections, who calls, routing, problems, metrics."""
