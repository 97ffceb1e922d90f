"""The settings of a project, typed, one noun each; overlays, rules, secrets."""
