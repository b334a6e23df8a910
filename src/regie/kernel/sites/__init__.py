"""Places with a time zone, shared by both applications."""
