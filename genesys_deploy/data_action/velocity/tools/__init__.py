"""The tools that a template may use beside its inputs: `$math`, `$esc` and what the platform adds."""
