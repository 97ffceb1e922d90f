"""The Architect language, and flows written in it. Nothing here opens a file or a socket."""
