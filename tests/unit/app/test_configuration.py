"""`seat.toml`: what it gives, and how it is refused with the line."""

from pathlib import Path

import pytest

from seat_client.app.configuration import ConfigurationInvalid, line_of, load, settings, standard_paths

WHOLE = """
[seat]
id = "nh-07"
place = "宁海分场"
number = 7
label = "机位 07"

[centre]
url = "https://centre.example:8443"

[routes]
wired = "eth0"
mobile = "10.64.3.7"

[devices]
token = "virtual:/var/lib/seat-client/practice.token"
sound_profile = "headset"

[interface]
language = "en"
scale = 1.25

[log]
level = "debug"
folder = "/var/log/seat-client"
"""


def written(folder: Path, text: str, name: str = "seat.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> ConfigurationInvalid:
    with pytest.raises(ConfigurationInvalid) as caught:
        load([written(folder, text)])
    return caught.value


def test_every_setting_is_read(tmp_path: Path) -> None:
    configuration = load([written(tmp_path, WHOLE)])
    assert configuration.seat.id == "nh-07"
    assert configuration.seat.place == "宁海分场"
    assert configuration.seat.number == 7
    assert configuration.seat.label == "机位 07"
    assert configuration.centre.url == "https://centre.example:8443"
    assert configuration.routes.wired == "eth0"
    assert configuration.routes.mobile == "10.64.3.7"
    assert configuration.devices.token == "virtual:/var/lib/seat-client/practice.token"
    assert configuration.devices.sound_profile == "headset"
    assert configuration.interface.language == "en"
    assert configuration.interface.scale == 1.25
    assert configuration.log.level == "debug"
    assert configuration.log.folder == "/var/log/seat-client"


def test_several_drivers_may_serve_the_keys_of_several_issuers(tmp_path: Path) -> None:
    text = "[devices]\ntoken = ['pcsc', 'pcsc:Reader 00', 'skf:/opt/a/libskf.so', 'pkcs11:/opt/b.so?Slot']\n"
    configuration = load([written(tmp_path, text)])
    assert configuration.devices.token == (
        "pcsc",
        "pcsc:Reader 00",
        "skf:/opt/a/libskf.so",
        "pkcs11:/opt/b.so?Slot",
    )


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    configuration = load([written(tmp_path, "")])
    assert configuration == load([])
    assert configuration.devices.token == "pcsc"
    assert configuration.interface.language == "zh_CN"


def test_a_later_file_overrides_key_by_key(tmp_path: Path) -> None:
    later = written(tmp_path, "[seat]\nnumber = 8\n", "later.toml")
    seat = load([written(tmp_path, WHOLE), later]).seat
    assert (seat.id, seat.number) == ("nh-07", 8)


def test_the_standard_paths_are_those_that_exist_in_order(tmp_path: Path) -> None:
    (tmp_path / "conf.d").mkdir()
    names = [
        written(tmp_path, ""),
        written(tmp_path, "", "conf.d/10-a.toml"),
        written(tmp_path, "", "conf.d/20-b.toml"),
    ]
    assert standard_paths(tmp_path) == names
    assert standard_paths(tmp_path / "nowhere") == []


def test_the_table_of_settings_names_every_key_of_the_configuration() -> None:
    configuration = load([])
    for table, keys in settings().items():
        assert set(keys) == set(type(getattr(configuration, table)).__dataclass_fields__)


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[seat]\nid = 'a'\nnumbr = 7\n", 3, "seat.numbr"),
        ("[sea]\nid = 'a'\n", 1, "sea"),
        ("# first\n\n[seat]\n\n  'plac e' = 'x'\n", 5, "seat.plac e"),
        ("seat.numbr = 3\n", 1, "seat.numbr"),
        ("\nseat = { id = 'a', numbr = 3 }\n", 2, "seat.numbr"),
        ('[seat]\nlabel = """\\\nnumbr = 1\\\n"""\nnumbr = 2\n', 5, "seat.numbr"),
        ("[centre]\nid = 'a'\n[seat]\nid = 'b'\n", 2, "centre.id"),
        ("stray = 1\n[seat]\nid = 'a'\n", 1, "stray"),
        ("[[seat]]\nid = 'a'\n", 1, "seat"),
        ("[seat]\nid = 'a'\n[seat.more]\nx = 1\n", 3, "seat.more"),
        ('["seat"]\nid = "a"\n"num\\u0062r" = 1\n', 3, "seat.numbr"),
    ],
)
def test_an_unknown_key_is_refused_with_its_line(tmp_path: Path, text: str, line: int, key: str) -> None:
    error = refused(tmp_path, text)
    assert (error.line, error.key) == (line, key)
    assert error.file == tmp_path / "seat.toml"
    assert f"seat.toml:{line}: {key}: expected" in str(error)


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("[seat]\nnumber = '7'\n", 2, "a whole number from 1 to 9999"),
        ("[seat]\nnumber = true\n", 2, "a whole number from 1 to 9999"),
        ("[seat]\nnumber = 0\n", 2, "a whole number from 1 to 9999"),
        ("[seat]\nid = 'a b'\n", 2, "letters, digits, '-', '_' or '.' in quotes"),
        ("[seat]\nlabel = ''\n", 2, "a text in quotes"),
        ("[centre]\nurl = 'centre.example'\n", 2, "an address such as 'https://centre.example:8443' in quotes"),
        *(
            (f"[devices]\ntoken = {token}\n", 2, "a driver such as 'pcsc' or 'skf:PATH' in quotes, or a list of them")
            for token in ("3", "''", "'skf'", "'pkcs11:'", "[]", "['pcsc', 3]", "['pcsc', 'pcsc']", "['Pcsc']")
        ),
        ("[devices]\nsound_profile = 'raw'\n", 2, "'loudspeaker', 'aec3' or 'headset' in quotes"),
        ("[interface]\n\nscale = '1.5'\n", 3, "a number from 0.5 to 3"),
        ("[interface]\nscale = nan\n", 2, "a number from 0.5 to 3"),
        ("[log]\nlevel = 'loud'\n", 2, "'debug', 'info', 'warning' or 'error' in quotes"),
        ("seat = 3\n", 1, "a table [seat]"),
    ],
)
def test_a_wrong_value_is_refused_with_what_was_expected(tmp_path: Path, text: str, line: int, expected: str) -> None:
    error = refused(tmp_path, text)
    assert (error.line, error.expected) == (line, expected)


@pytest.mark.parametrize(
    ("text", "line"), [("[seat]\nid = \n", 2), ("[seat]\nid = 'a'\nid = 'b'\n", 3), ("a = '''\n", 2)]
)
def test_what_is_not_toml_is_refused_with_the_line(tmp_path: Path, text: str, line: int) -> None:
    error = refused(tmp_path, text)
    assert error.line == line
    assert error.expected.startswith("TOML")


def test_what_is_not_utf8_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "seat.toml"
    path.write_bytes("[seat]\nlabel = '机位'\n".encode("gbk"))
    with pytest.raises(ConfigurationInvalid) as caught:
        load([path])
    assert (caught.value.line, caught.value.expected) == (2, "UTF-8 text")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationInvalid) as caught:
        load([tmp_path / "none.toml"])
    assert caught.value.expected == "a readable file"


def test_a_line_that_cannot_be_told_is_zero() -> None:
    assert line_of(("seat", "id"), "") == 0
