"""Cameras: what they are called, where their streams are, how one signs in, and whether they answer."""
