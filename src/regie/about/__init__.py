"""What this server is made of, and how it is."""
