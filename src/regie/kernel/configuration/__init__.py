"""Settings over HTTP: every key with its value in force, secrets masked; changed keys written to a file, atomically."""
