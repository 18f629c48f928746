"""The check of a plan as documents."""
