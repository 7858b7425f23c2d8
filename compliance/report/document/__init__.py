"""The document with pages: its view model, its parts and pictures, and the template engine."""
