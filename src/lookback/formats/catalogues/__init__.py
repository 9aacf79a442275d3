"""Catalogues of films, as others write them."""
