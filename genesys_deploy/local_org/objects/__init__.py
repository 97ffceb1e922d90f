"""What else an org holds: queues, integrations, recipients, data tables, triggers."""
