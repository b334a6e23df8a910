"""Motion: pictures that change are noticed, and what was around them is kept."""
