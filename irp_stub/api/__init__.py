"""The platform over HTTP: endpoints, what stands on the wire, the server."""
