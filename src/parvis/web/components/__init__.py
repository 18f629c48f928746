"""Geometry of the pictures that templates draw: plain numbers in, SVG attributes out. No HTML here."""
