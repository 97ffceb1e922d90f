"""An OpenAPI document, held against what the Data Actions need, without asking the platform."""
