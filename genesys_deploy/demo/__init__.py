"""`make demo`: an IRP, a local org, a published project, and messages that end where they should."""
