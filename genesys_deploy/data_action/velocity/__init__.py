"""Velocity templates as Apache Velocity 1.7 evaluates them."""
