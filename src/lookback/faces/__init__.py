"""The ways in and out: they translate views, and add no policy."""
