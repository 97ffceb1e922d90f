"""Who may ask, how often, and who is a bot."""
