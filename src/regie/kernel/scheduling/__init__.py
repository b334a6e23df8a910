"""Cron, wall-clock times and windows as pure functions, and the agenda of what is due next."""
