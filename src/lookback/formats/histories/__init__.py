"""Watch histories to entries, and a reader's own history back to bytes."""
