"""The books of the recordings: what they come to now, and what was deleted of them, when, and why."""
