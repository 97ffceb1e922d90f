"""Rules about calls of Data Actions, held against their contracts."""
