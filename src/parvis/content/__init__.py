"""Content packs: threat lists, methods, measures, criteria, exercises, indicators and places, as versioned data."""
