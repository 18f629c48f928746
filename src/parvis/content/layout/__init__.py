"""The Excel layout of a method: one sheet for each list of the pack, written, read and explained."""
