"""A flow, typed: its reader, its writer and normal form, the actions that it may hold, its control-flow graph."""
