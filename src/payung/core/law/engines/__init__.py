"""What runs the compiled rules: one case at once, one case explained."""
