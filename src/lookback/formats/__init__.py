"""Bytes to pages and back: no network, no database."""
