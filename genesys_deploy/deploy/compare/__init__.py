"""What differs between what is declared and what an org has, kind by kind."""
