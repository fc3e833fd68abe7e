"""Why no package is made."""


class PackageError(Exception):
    """The package cannot be built, or must not be deployed; the message says why."""
