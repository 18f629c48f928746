"""Pure rules of the assessment: states, judgements, results, checks in the manner of a linter."""
