"""Safe reading and writing: everything that comes from outside is read by this package."""
