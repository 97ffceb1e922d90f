"""JSONPath as the Jayway library reads it."""
