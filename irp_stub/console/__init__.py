"""The stewards' console: a page that knows the platform by its API alone, as any other client does."""
