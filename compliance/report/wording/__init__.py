"""Wording of reports: numbers, outcomes, sentences, languages, characters."""
