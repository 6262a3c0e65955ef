"""Pages of the budget: sheets, funds, rules of a fund."""
