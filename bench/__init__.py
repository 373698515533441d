"""Benchmarks: each module prints its figures as ratios to something known, measured in the same run."""
