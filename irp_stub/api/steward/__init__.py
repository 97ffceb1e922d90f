"""What stewards see and do, over HTTP."""
