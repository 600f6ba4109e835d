"""The root command: it assembles, and does nothing itself."""

from typing import Annotated

import typer

from curate.cli.on_demand import command, group_of
from curate.cli.output import emit, prepare_streams

COMMANDS = {
    "init": command(
        "init:init", "curate init my-review", 'curate init "reviews/opioid tolerance"'
    ),
    "fetch": command(
        "fetch:fetch",
        'curate fetch "opioid tolerance AND NMDA" --max 500',
        'curate fetch "hyperalgesia[tiab] AND remifentanil" --since 2020-01 --name oih',
        "curate fetch --pmids list.txt",
        "curate fetch --pmid 17723928 --pmid 8559327",
        "curate fetch --citations references.txt",
        "curate fetch --cites 17723928",
        'curate fetch "opioid tolerance" --dry-run',
    ),
    "update": command("update:update", "curate update", "curate update tolerance --dry-run"),
    "verify": command(
        "verify:verify", "curate verify tolerance", "curate verify --listing-only --json"
    ),
    "refresh": command(
        "refresh:refresh", "curate refresh", "curate refresh --with-claims --older-than 30"
    ),
    "import": command(
        "importing:import_",
        "curate import export.xml",
        "curate import citations.nbib library.ris",
        "curate import updatefiles/",
    ),
    "tag": command("tag:tag", "curate tag", "curate tag --pack ../my-pack"),
    "screen": command(
        "screen:screen",
        "curate screen",
        "curate screen 900000001 900000002 exclude --reason population",
        "curate screen --from verdicts.csv --reviewer Ada",
        "curate screen --disputed",
        "curate screen --adjudicate",
    ),
    "claims": command(
        "claims:claims",
        "curate claims --mechanism NMDA --role promotes",
        'curate claims --search "spinal glia" --csv > claims.csv',
        "curate claims --standing retracted",
        "curate claims --json > claims.jsonl",
    ),
    "show": command("show:show", "curate show 3f9a", "curate show 3f9a --json"),
    "review": command(
        "review:review",
        "curate review",
        "curate review --order cell --phenomenon tolerance",
        "curate review --only again",
        "curate review --blind --order random --seed 7 --reviewer Ada",
    ),
    "decide": command(
        "decide:decide",
        "curate decide 3f9a accept",
        "curate decide 3f9a reject --reason direction",
        'curate decide 3f9a correct --set effect=decreases --set agent_text="MK-801"',
        "curate decide 3f9a correct --set role=involved   # the inference alone",
        "curate decide --from evening.csv --reviewer Ada",
    ),
    "add": command(
        "add:add",
        "curate add 17723928",
        'curate add 17723928 -s "glia release" --set mechanism_text=glia \\',
        "    --set effect=increases --set phenomenon_text=hyperalgesia",
    ),
    "undo": command("undo:undo", "curate undo", "curate undo 81c2"),
    "adjudicate": command(
        "adjudicate:adjudicate",
        "curate adjudicate --list",
        "curate adjudicate 3f9a accept",
        "curate adjudicate 3f9a --side Ada",
        "curate adjudicate 3f9a correct --set role=involved",
        "curate adjudicate",
    ),
    "agreement": command(
        "agreement:agreement",
        "curate agreement",
        "curate agreement --worklist",
        "curate agreement --json",
    ),
    "audit": command(
        "audit:audit", "curate audit spring --size 100", "curate audit spring", "curate audit"
    ),
    "table": command(
        "table:table",
        "curate table",
        "curate table -o table.html",
        "curate table --phenomenon tolerance --source animal --format csv",
        "curate table --view contradictions -o contradictions.docx",
        "curate table --compare tolerance hyperalgesia",
    ),
    "browse": command("browse:browse", "curate browse", "curate browse --port 8080 --no-open"),
    "figure": command(
        "figure:figure",
        "curate figure -o map.svg",
        "curate figure graph tolerance hyperalgesia --top 40 -o graph.png",
        "curate figure compare tolerance hyperalgesia -o compare.svg",
    ),
    "prisma": command("prisma:prisma", "curate prisma", "curate prisma -o prisma.svg"),
    "cite": command(
        "cite:cite",
        "curate cite -o references.bib",
        "curate cite --format vancouver --phenomenon tolerance",
        "curate cite --pmid 17723928 --pmid 8559327 --format ris",
        "curate cite --csl journal.csl -o references.docx",
    ),
    "publish-db": command(
        "publish:publish_db",
        "curate publish-db review.db",
        "curate publish-db review.db --anonymous",
    ),
    "diff": command(
        "diff:diff",
        "curate table --edition 2026-11 -o table.html",
        "curate diff 2026-11",
        "curate diff 2026-11 2027-02 -o changes.md",
    ),
    "check": command("check:check", "curate check", "curate check 2026-11 --json"),
    "status": command("status:status", "curate status", "curate status --json"),
    "coverage": command(
        "coverage:coverage",
        "curate coverage 17723928",
        "curate coverage 17723928 --references list.txt --json",
        "curate coverage 17723928 --lacking | curate fetch --pmids -",
    ),
    "duplicates": command(
        "duplicates:duplicates", "curate duplicates", "curate duplicates library.ris --json"
    ),
    "demo": command("demo:demo", "curate demo", "curate demo look-around"),
    "score": command(
        "score:score",
        "curate score annotations/gold.jsonl",
        "curate score gold.jsonl --articles texts.jsonl --errors",
        "curate score abstracts.xml --as bioscope",
    ),
    "annotations": command("annotations:app"),
    "pack": command("pack:app"),
}

app = typer.Typer(
    name="curate",
    cls=group_of(COMMANDS),
    no_args_is_help=True,
    # Plain help reads the same on a terminal, in a pipe and in the README.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        emit(f"curate {version('curate')}")
        raise typer.Exit


@app.callback(epilog="Start with: curate demo")
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Curate claims from PubMed abstracts into an evidence table."""
    prepare_streams()
