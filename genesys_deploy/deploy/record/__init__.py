"""What the org itself keeps of us: the release table, who applied what, what was there before, what was made."""
