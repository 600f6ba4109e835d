from pathlib import Path

import pytest

from curate.core.article import Article, Section
from curate.core.errors import BadFile
from curate.formats.abstracts import read_abstracts


def save(folder: Path, text: str) -> Path:
    path = folder / "abstracts.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_abstracts_become_articles(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        '{"pmid": "900000001", "title": "A  made-up\\n title.", "abstract": "Hu\u0308llen."}\n\n'
        '{"pmid": "900000002", "title": "No abstract.", "abstract": null}\n',
    )
    assert read_abstracts(path) == [
        Article(pmid="900000001", title="A made-up title.", sections=(Section(text="Hüllen."),)),
        Article(pmid="900000002", title="No abstract."),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "broken JSON"),
        ('{"title": "Lost."}', "pmid is missing"),
        ('{"pmid": "900000002", "title": 7}', "title is 7, not a text"),
        ('{"pmid": "900000001"}', "PMID 900000001 came before"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = save(tmp_path, '{"pmid": "900000001", "title": "One."}\n' + line + "\n")
    with pytest.raises(BadFile) as caught:
        read_abstracts(path)
    assert str(caught.value).startswith(f"{path} line 2: ")
    assert words in str(caught.value)
