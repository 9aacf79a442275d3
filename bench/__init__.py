"""Benchmarks: each side by side with what it is compared to, in the same run."""
