"""Jobs: what is done with a camera, when, and where the result goes."""
