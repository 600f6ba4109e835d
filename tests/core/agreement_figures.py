"""
Writes what irrCAC makes of invented ratings, for the tests to compare with.

irrCAC pins old releases of scipy and coverage, so it can't live beside the tests' own
libraries. In an environment of its own: ``pip install irrCAC``, then
``python -m tests.core.agreement_figures`` writes ``agreement_figures.json`` anew.
"""

import json
import random
from importlib.metadata import version
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).with_name("agreement_figures.json")
SCALE = "abcd"
SETS = 30


def invented(seed: int) -> dict[str, Any]:
    """
    Return ratings drawn at random.

    ``items`` holds a word an item, in it a letter a rater, ``.`` where the rating is missing.
    """
    draw = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    raters, categories = draw.randint(2, 5), draw.randint(2, 4)
    scale = SCALE[:categories]
    weights = [draw.choice((1, 2, 8)) for _ in scale]
    agreeing, missing = draw.uniform(0.2, 0.9), draw.choice((0.0, 0.1, 0.4))
    items = []
    for _ in range(draw.randint(4, 40)):
        (truth,) = draw.choices(scale, weights)
        row = [
            truth if draw.random() < agreeing else draw.choices(scale, weights)[0]
            for _ in range(raters)
        ]
        items.append("".join("." if draw.random() < missing else rating for rating in row))
    return {"scale": scale, "items": " ".join(items)}


def figures(ratings: dict[str, Any]) -> dict[str, float | None]:
    """Return irrCAC's figures of the ratings; ``None`` where it divides by zero."""
    import pandas
    from irrCAC.raw import CAC

    items = ratings["items"].split()
    rows = [[None if mark == "." else mark for mark in item] for item in items]
    cac = CAC(pandas.DataFrame(rows), categories=list(ratings["scale"]), digits=12)
    gwet = cac.gwet()["est"]
    alpha: float | None
    try:
        alpha = float(cac.krippendorff()["est"]["coefficient_value"])
    except ZeroDivisionError:
        alpha = None
    return {
        "observed": float(gwet["pa"]),
        "ac1": float(gwet["coefficient_value"]),
        "alpha": alpha,
    }


def main() -> None:
    """Write the file."""
    sets = [ratings | figures(ratings) for ratings in map(invented, range(SETS))]
    content = {"library": f"irrCAC {version('irrCAC')}", "sets": sets}
    FIGURES.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
