"""Rules about variables: declared, read, written."""
