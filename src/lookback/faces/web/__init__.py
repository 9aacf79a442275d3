"""The guide in a browser."""
