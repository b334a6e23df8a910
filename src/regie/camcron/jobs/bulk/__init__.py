"""One deed for many jobs at once, with what became of each."""
