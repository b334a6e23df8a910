"""Runs: one supervised execution of a job, from the arguments of its process to the history of what became of it."""
