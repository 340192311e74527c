"""The frozen program: one folder that runs on a machine without Python. `python -m installer` builds and tries it."""
