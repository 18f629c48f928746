"""Pure functions of the exchange: the sheet, the package, the envelope, the keys, the words that give too much away."""
