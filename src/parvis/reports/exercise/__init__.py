"""The after-action report and improvement plan of an exercise."""
