"""The folders of recordings as people see them: whether each is itself, and taking one for ours."""
