"""The contract tests that any Identity Resolution Platform must pass, derived from the Data Actions."""
