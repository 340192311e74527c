"""Sinerji Masası: the desk of an industrial-symbiosis workshop facilitator."""

import os

# The matrices here are small: a second thread saves nothing, and on a busy laptop threads that wait for one another
# cost thirty times the work (measured: 400 ms instead of 12 ms for a suggestion). Numpy reads it at its first import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
