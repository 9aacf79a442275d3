"""The use cases: what a reader, an author and an operator can do."""
