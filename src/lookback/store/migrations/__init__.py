"""Migrations, in order. Each runs in one transaction."""
