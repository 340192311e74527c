"""`python -m app`, and the entry of the frozen program."""

import multiprocessing
import sys


def _main() -> int:
    if sys.argv[1:2] == ["_parse-workbook"]:
        # The limited child of an import: a third of the time and memory without the rest of the program.
        from app.exchange.workbook_child import parse_workbook_main

        return parse_workbook_main(sys.argv[2:])
    from app.bootstrap import main

    return main()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(_main())
