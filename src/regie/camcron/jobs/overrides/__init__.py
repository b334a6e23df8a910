"""Pauses and forces as people make them: for the jobs of a camera, a site or a tag, until an instant."""
