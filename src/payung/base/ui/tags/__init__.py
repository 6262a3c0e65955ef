"""The template tags by subject; ``{% load ui %}`` brings them all."""
