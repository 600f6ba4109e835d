"""Run the server: ``python -m tests.eutils FILES [--port N]`` prints its base URL and serves."""

import argparse
import sys
from pathlib import Path

from tests.eutils.faults import Fault, Kind
from tests.eutils.server import EutilsServer


def _fault(text: str) -> Fault:
    """Read KIND, KIND@UTILITY or KIND@UTILITY:CHANCE, as in 503@efetch:0.2."""
    kind, _, where = text.partition("@")
    utility, _, chance = where.partition(":")
    return Fault(
        kind=Kind(kind), on=utility or "*", chance=float(chance) if chance else None, seconds=5.0
    )


def main(arguments: list[str]) -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.eutils", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="PubMed XML, compressed or not")
    parser.add_argument("--port", type=int, default=0, help="the default is any free one")
    parser.add_argument("--unlimited", action="store_true", help="no limit of requests a second")
    parser.add_argument("--key", action="append", default=[], help="an API key to accept")
    parser.add_argument("--seed", type=int, default=0, help="for the faults' chances")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        type=_fault,
        help=f"KIND[@UTILITY[:CHANCE]]; kinds: {', '.join(Kind)}",
    )
    given = parser.parse_args(arguments)
    server = EutilsServer(
        given.files,
        port=given.port,
        faults=given.fault,
        seed=given.seed,
        limited=not given.unlimited,
        keys=given.key,
    )
    sys.stdout.write(f"{server.base_url}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
