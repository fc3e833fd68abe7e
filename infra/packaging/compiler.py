"""Compiles modules in a process of its own, for :mod:`infra.packaging.bytecode`: on standard input,
marshalled, the pairs of name and source; on standard output, marshalled, the compiled modules by name.
"""

import ast
import importlib.util
import marshal
import sys

HOME = "/var/task"
"""Where Lambda unpacks the package: tracebacks name the files there."""
UNCHECKED = (0b01).to_bytes(4, "little")
"""PEP 552: what follows is the source's hash, which is not compared."""


def module(name: str, source: bytes) -> bytes:
    """A compiled module as it stands in a file. Raises SyntaxError."""
    code = compile(_without_docstrings(ast.parse(source, name)), f"{HOME}/{name}", "exec", dont_inherit=True)
    return importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source) + marshal.dumps(code)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(ast.Constant(str())) as docstring, *rest]:
                    node.body = rest or [ast.copy_location(ast.Pass(), docstring)]
    return tree


def main() -> None:
    sources = marshal.load(sys.stdin.buffer)  # noqa: S302 - its parent wrote it
    marshal.dump({name: module(name, source) for name, source in sources}, sys.stdout.buffer)


if __name__ == "__main__":
    main()
