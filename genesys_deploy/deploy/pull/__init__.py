"""An org's flows and Data Actions as files."""
