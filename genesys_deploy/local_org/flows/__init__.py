"""Flows of the local org: published by jobs, edited, exported, and who uses what."""
