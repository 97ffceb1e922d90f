"""Data Actions: contract, Velocity templates and JSONPath translation maps, evaluated as the platform does."""
