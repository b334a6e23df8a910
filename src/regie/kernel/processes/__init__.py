"""
Start, watch, stop and restart child processes, whatever they are.

The states and the policy are pure; `spawn` holds the recipe for each platform; `supervisor` puts them together for
work that must go on, `once` for a program that runs and answers. Nothing here knows what a camera is.
"""
