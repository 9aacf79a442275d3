"""The guide for programs: JSON under ``/api/v1``, the document that describes it, and its page."""
