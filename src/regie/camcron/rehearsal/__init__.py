"""
What a job that watches for motion would notice, shown before it does: for whoever draws masks and sets limits.

The live picture is scored for one viewer under limits that change while it is looked at. Nothing is recorded and
nothing kept; no job has to run, or even to exist.
"""
