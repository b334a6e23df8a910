"""
ffmpeg as the server knows it: which program, what it can, what it says, and what is in a stream or a file.

The library beneath it (PyAV) decodes foreign bytes in C, so it is loaded in child processes only, never here.
"""
