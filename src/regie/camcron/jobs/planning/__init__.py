"""What a schedule comes to: its windows in a span, what deserves a second look, and the space that it takes."""
