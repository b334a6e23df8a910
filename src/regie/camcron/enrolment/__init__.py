"""How cameras come in many at a time, and how one takes another's place."""
