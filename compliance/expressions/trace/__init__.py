"""What an evaluation read and which part of an expression decided."""
