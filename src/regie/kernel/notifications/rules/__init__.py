"""Which events go to which channels, and when."""
