"""Subtitles and lists of chapters to what is said when, and what begins when."""
