"""Figures of this engine beside those of its peers, taken in one run: `python -m benchmarks [NAME] [--json]`.

Every module here with a function `rows()` is a benchmark. Rows inform; they never fail a build.
"""

import app  # noqa: F401 - before NumPy: it sets products to one thread, for us and for the peers
