"""Pure functions of the residents' room: which questions, which answers, which figures, and when they may be shown."""
