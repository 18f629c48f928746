"""Pages of the content packs."""
