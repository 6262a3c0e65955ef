"""Pages of the room: regions, names, papers."""
