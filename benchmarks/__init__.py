"""Figures of this engine beside those of its peers, taken in one run: `python -m benchmarks [NAME] [--json]`.

Every module here with a function `rows()` is a benchmark. Rows inform; they never fail a build.
"""
