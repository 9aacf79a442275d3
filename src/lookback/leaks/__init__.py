"""What a sentence gives away, and why one can tell: for authors, and explained in words."""
