"""What was found, as people and programs read it: text, JSON, JUnit, SARIF, Markdown, pictures."""
