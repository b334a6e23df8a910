"""One file for each way to somebody, and where their addresses are kept."""
