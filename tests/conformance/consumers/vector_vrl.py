"""Vector: the `vrl` crate, which Vector compiles in, runs `examples/shippers/vector.vrl`."""

from tools import locked, output

NAME = "Vector (vrl)"
NOTICES = ["timestamp"]


def version():
    return locked("vrl")


def show(files):
    return output("conformance-readers", "vrl", *files.native).strip()
