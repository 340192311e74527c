"""How good the engine is, measured on judged collections: `python -m tests.evaluation`."""
