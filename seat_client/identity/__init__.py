"""Who sits here, found out from a face or a finger: models, quality, liveness, comparison, templates, policy.

    IdentityError
    ├── ModelMissing         a model file is not there: `name`
    ├── ModelDamaged         a model file is not the one that was pinned: `name`
    ├── TemplateDamaged      a template is not what this program writes: `reason`
    ├── TemplateForeign      a template was made by another model: `theirs`, `ours`
    ├── QualityTooLow        samples are not good enough to enrol: `fault`
    └── PolicyInvalid        a sign-in policy that nobody could satisfy, or that proves nothing: `reason`

One claim is checked against one person's template; nobody is ever searched for in a crowd.
"""


class IdentityError(Exception):
    """Anything this package reports instead of an answer."""


class ModelMissing(IdentityError):
    """The model file `name` is not on this machine."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ModelDamaged(IdentityError):
    """The model file `name` has another digest than the pinned one and is not used."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TemplateDamaged(IdentityError):
    """The bytes are no template of this program; `reason` is a short technical word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemplateForeign(IdentityError):
    """The template was made by the model `theirs`; this program compares by `ours`."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(theirs, ours)
        self.theirs = theirs
        self.ours = ours


class QualityTooLow(IdentityError):
    """The samples are not good enough to enrol: `fault` is a value of `quality.Fault`."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class PolicyInvalid(IdentityError):
    """The sign-in policy cannot hold; `reason` is a short technical word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
