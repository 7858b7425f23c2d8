"""How a report words things: numbers, outcomes, sentences, languages, letters."""
