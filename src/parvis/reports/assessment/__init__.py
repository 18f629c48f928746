"""Documents of one assessment: report, scenario book, measures, papers of the workshop, tables."""
