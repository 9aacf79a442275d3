"""The story map of a page: a block of YAML below ``## Story map``, read, checked and written."""
