"""A file that arrives in parts over a weak line, and goes on where it stopped."""
