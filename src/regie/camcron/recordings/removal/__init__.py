"""Deletion of recorded files: marked, removed from their disks, forgotten."""
