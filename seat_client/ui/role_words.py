"""Participants of the call in words: roles alone, never a name."""

from seat_client.ui.language import translate


def role_words(role: str, *, own: str = "", chair: str = "") -> str:
    """`m3` as No. 3, and whether that is this seat or the chair."""
    number = role[1:]
    if role.startswith("s"):
        words = translate("Roles", "Supervisor") if number == "1" else translate("Roles", "Supervisor {n}")
        return _with_here(words.format(n=number), here=role == own)
    if role.startswith("t"):
        return _with_here(translate("Roles", "Technician"), here=role == own)
    if role == own:
        return translate("Roles", "No. {n} · here").format(n=number)
    if role == chair:
        return translate("Roles", "No. {n} · chair").format(n=number)
    return translate("Roles", "No. {n}").format(n=number)


def _with_here(words: str, *, here: bool) -> str:
    return translate("Roles", "{role} · here").format(role=words) if here else words


def column_words(role: str) -> str:
    """A column of the heard matrix: the number alone, one letter for the others."""
    if role.startswith("s"):
        return translate("Roles", "S")
    return translate("Roles", "T") if role.startswith("t") else role[1:]


def tile_words(state: str) -> str:
    """What a tile says of how its participant stands."""
    return {
        "not-joined": translate("Roles", "not joined"),
        "lost": translate("Roles", "picture lost"),
        "away": translate("Roles", "away"),
        "weak": translate("Roles", "weak sound"),
        "no-camera": translate("Roles", "no camera"),
        "muted": translate("Roles", "muted"),
        "speaking": translate("Roles", "speaking"),
    }.get(state, "")
