"""The parts of the document, one a file: what each prints, worked out before a template sees it."""
