"""The rules of selection: what each asks, on which ground, and how it answers.

Pure functions over `Facts`: no Django, no database. `registry.RULES` holds them all in the order
in which people read them; a fund takes them over with dates and parameters (`FundRule`).
"""
