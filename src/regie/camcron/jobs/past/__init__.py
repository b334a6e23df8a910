"""What jobs were, and what was in their way: written down as it happens, so that yesterday is judged by yesterday."""
