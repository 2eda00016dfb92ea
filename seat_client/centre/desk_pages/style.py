"""The desk's one stylesheet, made from the same values as the seat's (`resources.design`)."""

import resources
from resources.design import COLOR, FONT, MONO, SANS, SIZE, SPACE


def stylesheet() -> str:
    """CSS: the values as custom properties, then the rules that use nothing else."""
    values = [f"--{name}: {value};" for name, value in COLOR.items()]
    values += [f"--font-{name}: {size}px;" for name, size in FONT.items()]
    values += [f"--space-{name}: {size}px;" for name, size in SPACE.items()]
    values += [f"--size-{name}: {size}px;" for name, size in SIZE.items()]
    values += [f'--sans: "{SANS}", "Microsoft YaHei", "PingFang SC", sans-serif;', f'--mono: "{MONO}", monospace;']
    rules = resources.path("desk", "desk.css").read_text("utf-8")
    return f":root {{ {' '.join(values)} }}\n{rules}"
