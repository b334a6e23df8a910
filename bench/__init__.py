"""The figures of the project, one program each; script/bench runs them."""
