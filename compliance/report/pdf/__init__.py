"""The document drawn as a PDF file."""
