"""Jobs without a camera, to be made for many cameras at once."""
