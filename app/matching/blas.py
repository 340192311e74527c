"""Keeps the linear algebra on one thread; must be imported before numpy.

The products here are small: a second thread saves nothing, and on a busy laptop waiting threads cost ten times the work
(measured: 400 ms instead of 12 ms for a suggestion while other programs run).
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
