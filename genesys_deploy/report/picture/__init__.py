"""Pictures of a flow: what they show, and where on the sheet."""
