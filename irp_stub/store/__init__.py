"""Where customers, identities and decisions are kept, behind a protocol."""
