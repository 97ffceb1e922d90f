"""Messages come in, flows run, conversations wait in queues."""
