"""The demonstration: the real server with a camera that needs no hardware."""
