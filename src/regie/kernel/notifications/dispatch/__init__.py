"""From an event to a message that has arrived, across restarts."""
