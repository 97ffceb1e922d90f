"""A store in this process's memory: for tests and for looking around; gone at the end."""
