"""The guides in two languages say the same: as many headings of the same levels, the same commands in the same order,
and under each heading the same figures. And README.md stays short.

usage: guides.py SOURCE

What may differ: in a command --lang, LANG and words that are Chinese in the Chinese guide (names, files, texts); what
commands print; the figures in the code of blocks. Figures are those written in digits, in text, tables and formulas.
"""

import collections
import os
import pathlib
import re
import sys

# The guides that must be there in both languages, by their English files; any other that has a twin is held to it too.
both = ["README.md"] + [
    f"docs/{name}.md"
    for name in (
        "cli coherence experts explain formats formulas method recover robustness security sql tour tutorial workbook"
    ).split()
]

top_lines = 12
most_lines_of_readme = 220


def twin_of(guide):
    return "docs/README.zh.md" if guide == "README.md" else guide.removesuffix(".md") + ".zh.md"


class Section:
    def __init__(self, line, level, title):
        self.line, self.level, self.title = line, level, title
        self.commands = []
        self.figures = collections.Counter()


def figures_of(text):
    text = re.sub(r"\]\([^)]*\)", "]", text)  # where a link goes
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.findall(r"\d+(?:\.\d+)*", text)


def sections_of(path):
    sections = []
    block = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("```"):
            block = None if block is not None else line.strip()[3:]
        elif block is not None:
            if block == "console" and line.startswith("$ "):
                sections[-1].commands.append((number, line[2:]))
        else:
            heading = re.match(r"(#+) (.*)", line)
            if heading:
                sections.append(Section(number, len(heading[1]), heading[2]))
            if sections:
                sections[-1].figures.update(figures_of(line))
    return sections


han = re.compile("[\u3400-\u9fff]")


def words_of(command):
    command = re.sub(r"\bLANG=\S+ ", "", command)
    return re.findall(r"(?:'[^']*'|\"[^\"]*\"|\S)+", re.sub(r" --lang (zh|en)\b", "", command))


def same_command(english, chinese):
    ours, theirs = words_of(english), words_of(chinese)
    return len(ours) == len(theirs) and all(a == b or han.search(b) for a, b in zip(ours, theirs))


def differences(guide, twin, source):
    ours, theirs = sections_of(source / guide), sections_of(source / twin)
    for one, other in zip(ours, theirs):
        where = f"{guide}:{one.line} ({one.title}), {twin}:{other.line} ({other.title})"
        if one.level != other.level:
            yield f"{where}: headings of another level"
            return
        for lacking, who in ((one.figures - other.figures, twin), (other.figures - one.figures, guide)):
            if lacking:
                yield f"{where}: figures that {who} lacks: {' '.join(sorted(lacking.elements()))}"
        for (line, command), (other_line, other_command) in zip(one.commands, other.commands):
            if not same_command(command, other_command):
                yield f"{guide}:{line}, {twin}:{other_line}: another command\n  {command}\n  {other_command}"
        if len(one.commands) != len(other.commands):
            yield f"{where}: {len(one.commands)} commands and {len(other.commands)}"
    if len(ours) != len(theirs):
        yield f"{guide}, {twin}: {len(ours)} headings and {len(theirs)}"


def unlinked(guide, twin, source):
    """Each leads to the other in its first lines."""
    for one, other in ((guide, twin), (twin, guide)):
        link = os.path.relpath(other, os.path.dirname(one) or ".")
        if f"]({link})" not in "".join((source / one).open(encoding="utf-8").readlines()[:top_lines]):
            yield f"{one}: no link to {other} in its first {top_lines} lines"


def main():
    source = pathlib.Path(sys.argv[1])
    found = [str(path.relative_to(source)).replace(".zh.md", ".md") for path in source.glob("docs/*.zh.md")]
    pairs = sorted(set(both) | {"README.md" if guide == "docs/README.md" else guide for guide in found})
    problems = []
    for guide in pairs:
        twin = twin_of(guide)
        lacking = [name for name in (guide, twin) if not (source / name).is_file()]
        problems += [f"{name} is not there" for name in lacking] or differences(guide, twin, source)
        problems += [] if lacking else unlinked(guide, twin, source)
    lines = len((source / "README.md").read_text(encoding="utf-8").splitlines())
    if lines > most_lines_of_readme:
        problems.append(f"README.md has {lines} lines, and {most_lines_of_readme} are the most: what is more goes to docs/tour.md")
    print("\n".join(problems) or f"{len(pairs)} guides say the same in both languages")
    return 1 if problems else 0


sys.exit(main())
