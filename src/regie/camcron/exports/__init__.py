"""Recordings taken out: a span of one job as one film, of several as an archive."""
