#!/usr/bin/env python3
"""Holds types to one definition: no two files define a type of one name in one namespace, which a linker would mix up.

names.py <the project>
"""

import pathlib
import re
import sys

TYPE = re.compile(r"^(?:struct|class|union|enum class) (?:\[\[.*?\]\] )?(\w+(?:::\w+)*)[^;]*\{")
OPENED = re.compile(r"^(?:inline )?namespace (?:\[\[.*?\]\] )?([\w:]*) ?\{")
CLOSED = re.compile(r"^\}  // namespace")


def types_of(path):
    """The types that a file defines, by name with the namespaces; those of a namespace without a name are its own."""
    spaces, types = [], set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if opened := OPENED.match(line):
            spaces.append(opened[1])
        elif CLOSED.match(line):
            spaces.pop()
        elif (found := TYPE.match(line)) and "" not in spaces:
            types.add("::".join([*spaces, found[1]]))
    return types


def main():
    project = pathlib.Path(sys.argv[1])
    first, faults, known = {}, 0, 0
    for path in sorted([*project.glob("include/**/*.hpp"), *project.glob("src/**/*.[ch]pp")]):
        for name in sorted(types_of(path)):
            known += 1
            if name in first:
                print(f"{path.relative_to(project)}: {name} is defined in {first[name].relative_to(project)}, too")
                faults += 1
            first.setdefault(name, path)
    if known < 100:
        sys.exit(f"only {known} types were found: the sources are written in another way than this looks for")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
