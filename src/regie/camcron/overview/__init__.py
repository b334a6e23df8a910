"""What goes on, in one glance: counts, storage, and the live picture that every page begins with."""
