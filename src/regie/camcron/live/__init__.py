"""
What a camera shows now, for people who look at it in a browser.

One ffmpeg for each stream that is watched, however many watch it: it reads the relay, so that live view and recordings
share the camera's connection, copies H.264 and H.265 as they come, and ends a moment after the last viewer has left.
"""
