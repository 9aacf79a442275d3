"""What may be shown: pure, total, and closed where nothing says open."""
