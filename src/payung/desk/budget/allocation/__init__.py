"""Which fund could pay for whom: the question for `core/planning` from lists, funds and members."""
