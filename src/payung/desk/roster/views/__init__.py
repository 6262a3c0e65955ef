"""Pages of the workflow: lists, candidates, steps, decrees."""
