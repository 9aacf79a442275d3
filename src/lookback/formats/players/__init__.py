"""The webhook bodies of media servers, read into reports: no network, no database."""
