"""A web page on this machine on which messages are tried: their way through the flow, what everybody sees."""
