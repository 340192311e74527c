"""`python -m app`, and the entry of the frozen program."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from app.bootstrap import main

    sys.exit(main())
