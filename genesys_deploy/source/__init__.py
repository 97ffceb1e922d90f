"""Text with positions: documents, spans, findings, the family of errors. Everything stands on it."""
