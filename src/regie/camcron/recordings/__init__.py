"""Recorded files: where they may lie, how they get their final name, the index of them, and what serves them."""
