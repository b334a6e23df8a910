"""
One reader of a camera for many.

Cameras serve few connections. The relay holds one and hands its packets, unchanged, to as many readers as there are:
a small RTSP-over-TCP server on the loopback, in a process of its own, that lets a reader begin at the last keyframe.
Only the standard library is imported here, so that the child stays small.
"""
