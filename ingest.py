"""Makes the search index match document folders: `python ingest.py PATH…`, the same as `python -m assistant ingest`."""

import sys

from assistant.__main__ import app

if __name__ == "__main__":
    app(["ingest", *sys.argv[1:]], prog_name="python ingest.py")
