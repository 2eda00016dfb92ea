"""What has an id: elements of a project, and people on a committee."""

from typing import Protocol


class Identified(Protocol):
    """Anything of a project that has an id."""

    @property
    def id(self) -> str:
        """Unique among its kind."""
        ...


class Identity(Protocol):
    """A person as a committee lists one: a member of the project file, or a successor of the record."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def specialty(self) -> str: ...
