"""The part of the scripts that is easier to read in Python: the checks of the house itself. Not shipped."""
