"""From what is declared and what an org has to operations in order; plans are told, saved, and let on to the next org."""
