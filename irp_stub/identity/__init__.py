"""Who is who: handles, look-alikes, evidence and what it weighs. Pure; no I/O."""
