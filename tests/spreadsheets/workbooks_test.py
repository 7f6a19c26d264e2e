#!/usr/bin/env python3
"""Workbooks that spreadsheets write give the same bytes of output as the CSV that they were made from.

usage: workbooks_test.py WRITER PROGRAM SOURCE SCRATCH

WRITER is openpyxl, ssconvert (Gnumeric) or libreoffice; where it is not installed, the test says "skipped: ..." and
passes.
"""
import csv
import pathlib
import re
import shutil
import subprocess
import sys

writer, program, source, scratch = sys.argv[1:]
source = pathlib.Path(source)
scratch = pathlib.Path(scratch)
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)


def skip(reason):
    print("skipped:", reason)
    sys.exit(0)


def run(*arguments):
    return subprocess.run([str(a) for a in arguments], check=True, capture_output=True).stdout


def output_of(*arguments):
    return run(program, *arguments, "-f", "csv", "--header", "code", "-q")


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"{writer}: {what}: not the same output\n{found.decode()[:2000]}\nexpected\n{expected.decode()[:2000]}")


def cell_of(text):
    """What a person would type: a number as a number."""
    try:
        return float(text)
    except ValueError:
        return text or None


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


try:
    import openpyxl
except ImportError:
    openpyxl = None


def by_openpyxl(sheets, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell_of(text) for text in row])
    book.save(path)


def by_ssconvert(sheets, path):
    """It takes 1/2 for a date: such judgements are written as decimals."""
    fraction = re.compile("1/([0-9]+)$")
    decimal = lambda text: repr(1 / int(fraction.match(text)[1])) if fraction.match(text) else text
    sheets = {name: [[decimal(text) for text in row] for row in rows] for name, rows in sheets.items()}
    parts = []
    for name, rows in sheets.items():
        parts.append(scratch / f"{name}.csv")
        with open(parts[-1], "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    if len(parts) == 1:
        run("ssconvert", parts[0], path)
    else:
        run("ssconvert", "--merge-to=" + str(path), *parts)


def by_libreoffice(sheets, path):
    """It makes a workbook of one sheet from a text; one of several it saves anew from what openpyxl wrote."""
    profile = f"-env:UserInstallation=file://{scratch}/profile"
    if len(sheets) == 1:
        (rows,) = sheets.values()
        before = scratch / "before" / (path.stem + ".csv")
        before.parent.mkdir(exist_ok=True)
        with open(before, "w", newline="", encoding="utf-8") as file:
            quoted = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
            quoted.writerows([cell_of(text) or "" for text in row] for row in rows)
        options = ["--infilter=CSV:44,34,76,1,,0,true,true"]  # what is quoted is text: 1/2 is no date
    else:
        before = scratch / "before" / path.name
        before.parent.mkdir(exist_ok=True)
        by_openpyxl(sheets, before)
        options = []
    run("soffice", profile, "--headless", *options, "--convert-to", "xlsx", "--outdir", path.parent, before)


writers = {
    "openpyxl": (openpyxl is not None, by_openpyxl),
    "ssconvert": (shutil.which("ssconvert") is not None, by_ssconvert),
    "libreoffice": (shutil.which("soffice") is not None, by_libreoffice),
}
is_there, write = writers[writer]
if not is_there:
    skip(f"no {writer}")
has_many_sheets = writer != "libreoffice" or openpyxl is not None

values = source / "data/2020.csv"
expected = output_of("compute", values, "--depth", "3")
write({"2020": rows_of(values)}, scratch / "values.xlsx")
expect("values", output_of("compute", scratch / "values.xlsx", "--depth", "3"), expected)

framework = [
    ["code", "name", "parent", "weight", "direction", "measure"],
    ["total", "城市指数", "", "", "", ""],
    ["speed", "速度", "total", "0.4", "", "km/h"],
    ["delay", "延误", "total", "0.6", "-1", "s"],
]
cities = [["城市", "速度", "延误"], ["甲", "12.5", "3"], ["乙", "0.1", "2.25"], ["丙", "7", "9"]]
for name, rows in {"index": framework, "cities": cities}.items():
    with open(scratch / f"{name}_before.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
small = output_of("compute", scratch / "cities_before.csv", "-i", scratch / "index_before.csv")
write({"指标体系": framework}, scratch / "index.xlsx")
expect("index", output_of("compute", scratch / "cities_before.csv", "-i", scratch / "index.xlsx"), small)
if has_many_sheets:
    write({"指标体系": framework, "数据": cities}, scratch / "both.xlsx")
    expect("index and values", output_of("compute", scratch / "both.xlsx"), small)

pairs = source / "docs/experts/pairs.csv"
write({"pairs": rows_of(pairs)}, scratch / "pairs.xlsx")
weights = output_of("weigh", pairs)
expect("judgements", output_of("weigh", scratch / "pairs.xlsx"), weights)
run(program, "weigh", pairs, "-q", "--digits", "6", "-o", scratch / "weights.csv")  # spreadsheets keep 15
write({"weights": rows_of(scratch / "weights.csv")}, scratch / "weights.xlsx")
expect(
    "weights",
    output_of("compute", values, "--weights", scratch / "weights.xlsx"),
    output_of("compute", values, "--weights", scratch / "weights.csv"),
)


def fill_in_template():
    """The empty table that the program writes, filled in as a person would."""
    filled = scratch / "template.xlsx"
    run(program, "template", "--units", values, "-o", filled, "-q")
    book = openpyxl.load_workbook(filled)
    sheet = book.worksheets[0]
    texts = rows_of(values)
    index = {row[texts[0].index("name")]: dict(zip(texts[0], row)) for row in texts[1:]}
    titles = [cell.value for cell in sheet[1]]
    name_column = next(i for i, title in enumerate(titles) if title in ("名称", "name"))
    for row in sheet.iter_rows(min_row=2):
        record = index[row[name_column].value]
        for cell, title in zip(row, titles):
            if title in record and cell.value is None:
                cell.value = cell_of(record[title])
    book.save(filled)
    expect("the template, filled in", output_of("compute", filled, "--depth", "3"), expected)


def fill_in_questionnaire():
    """A sheet an expert, of which the upper half of each matrix is filled in."""
    filled = scratch / "questionnaire.xlsx"
    run(program, "template", "--judgements", "pairwise", "--experts", "2", "--lang", "en", "-o", filled, "-q")
    book = openpyxl.load_workbook(filled)
    lines = [["expert", "a", "b", "preference"]]
    for number, sheet in enumerate(book.worksheets, 1):
        head = None
        for row in sheet.iter_rows():
            texts = [cell.value for cell in row]
            if texts[0] == "expert" or texts[0] is None:
                head = None
            elif head is None:
                head = texts
            else:
                for column, cell in enumerate(row):
                    is_asked = column > 0 and head[column] is not None and cell.value is None
                    if is_asked:
                        cell.value = number + column
                        lines.append([f"Expert {number}", texts[0], head[column], str(number + column)])
    book.save(filled)
    with open(scratch / "questionnaire.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    assert len(lines) > 10
    expect("the questionnaire", output_of("weigh", filled), output_of("weigh", scratch / "questionnaire.csv"))


if writer == "openpyxl":
    fill_in_template()
    fill_in_questionnaire()
print(f"{writer}: the same output from workbooks as from text")
