from pathlib import Path

import pytest

from curate.cli.settings import TEMPLATE, Settings, load_settings
from curate.core.errors import ConfigurationError


def written(folder: Path, text: str) -> Path:
    path = folder / "curate.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_template_sets_nothing(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, TEMPLATE), {}) == Settings()


def test_every_setting_of_the_template_is_known(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines() if " = " in line]
    settings = load_settings(written(tmp_path, "\n".join(lines)), {})
    assert settings.email == "you@example.org"
    assert len(lines) == 6


def test_the_file_then_the_environment_then_options(tmp_path: Path) -> None:
    path = written(tmp_path, 'email = "file@x.org"\ntool = "mine"\npack = "opioid"\n')
    settings = load_settings(path, {"CURATE_EMAIL": "env@x.org", "NCBI_API_KEY": " k "})
    assert (settings.email, settings.tool, settings.api_key) == ("env@x.org", "mine", "k")
    assert settings.overridden({"email": "opt@x.org", "pack": None}).email == "opt@x.org"
    assert settings.overridden({"email": "opt@x.org", "pack": None}).pack == "opioid"


def test_an_empty_variable_is_no_setting(tmp_path: Path) -> None:
    path = written(tmp_path, 'email = "file@x.org"')
    assert load_settings(path, {"CURATE_EMAIL": ""}).email == "file@x.org"


def test_the_key_does_not_show(tmp_path: Path) -> None:
    assert "secret" not in repr(load_settings(written(tmp_path, 'api_key = "secret"'), {}))


def test_a_path_in_the_file_is_seen_from_the_file(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, 'pack = "../packs/mine"'), {})
    assert Path(settings.pack) == tmp_path / "../packs/mine"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('# one\nemial = "x"', "line 2: there is no setting 'emial'", "Did you mean email"),
        ("[zzz]\na = 1", "line 1: there is no setting 'zzz'", "The settings are email"),
        ('tool = "x"\nemail = 3', "line 2: email must be a text, not a number", "email ="),
        ("email = true", "not true or false", "quotes"),
        ('email = ["a"]', "not a list", "quotes"),
        ("email = 2026-01-01", "not a date or time", "quotes"),
        ("[email]\na = 1", "line 1: email must be a text, not a table", "quotes"),
        ("email = you@example.org", "is not TOML", "email ="),
    ],
)
def test_mistakes_are_named_with_their_line(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(written(tmp_path, text), {})
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "curate.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="is not TOML"):
        load_settings(path, {})
