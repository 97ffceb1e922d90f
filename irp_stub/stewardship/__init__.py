"""What stewards decide: links, merges and their undoing, reviews, erasure."""
