"""Views of the room `law`, a file for each page."""
