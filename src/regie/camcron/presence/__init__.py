"""Whether cameras are there: looked at while nobody records them, told once when they go and once when they return."""
