"""What is true: moments, gates, progress, and a film page with all that it says."""
