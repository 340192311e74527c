"""How good the engine is, measured on judged collections: `python -m tests.evaluation`."""

import app  # noqa: F401 - before NumPy: it sets products to one thread
