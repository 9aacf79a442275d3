"""Keeping: films, the revisions of their pages, and the passages with their gates."""
