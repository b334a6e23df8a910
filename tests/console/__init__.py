"""The console in a real browser, against the real server and a real camera."""
