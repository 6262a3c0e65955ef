"""From the text of the rules to an integer form that every engine prints."""
