"""Why this room does not do something."""


class MatchingRefused(Exception):
    """A sentence for the person, with the way out."""
