"""What the tests beside this file share: the arguments PROGRAM SOURCE SCRATCH [HOW MANY [FIRST SEED]], and a folder to try
the program in."""
import csv
import json
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))


class Trial:
    def __init__(self, how_many):
        self.program, self.scratch = sys.argv[1], pathlib.Path(sys.argv[3])
        self.how_many = int(sys.argv[4]) if len(sys.argv) > 4 else how_many
        first = int(sys.argv[5]) if len(sys.argv) > 5 else 1
        self.seeds = range(first, first + self.how_many)
        self.compared = self.failed = 0
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)

    def write_json(self, name, value):
        path = self.scratch / name
        path.write_text(json.dumps(value), encoding="utf-8")
        return path

    def write_csv(self, name, rows):
        path = self.scratch / name
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return path

    def output(self, *arguments):
        """What the program prints; None where it refuses the input."""
        done = subprocess.run([self.program, *map(str, arguments), "-q"], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"exit {done.returncode}\n{done.stderr}")
        return done.stdout if done.returncode == 0 else None

    def compare(self, seed, differences):
        self.compared += 1
        differences = list(differences)
        if differences:
            self.failed += 1
            print(f"seed {seed}: {len(differences)} differ: {differences[0]}")

    def end(self, what, at_least):
        """at_least   the share that must be compared"""
        print(f"{self.compared} of {self.how_many} {what} compared, {self.failed} differ")
        sys.exit(self.failed > 0 or self.compared < self.how_many * at_least)


def is_value(title):
    return title not in ("code", "name", "period") and not title.startswith("group:")


def nodes_below(node):
    return [below for child in node.get("children", []) for below in [child, *nodes_below(child)]]
