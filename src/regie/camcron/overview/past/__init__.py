"""The past of jobs as people ask for it: lanes of a timeline, coverage, and why there is nothing."""
