"""`python -m payung.edge.cli`: what the launcher starts."""

import sys

from payung.edge.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
