"""Data Actions of the local org: drafts, published ones, calls."""
