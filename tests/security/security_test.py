#!/usr/bin/env python3
"""What docs/security.md promises of strangers' files: no network, no code, memory bounded by the input, and which files a
dataset may name.

Usage: security_test.py PROGRAM SOURCE SCRATCH
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys

PROGRAM, SOURCE, SCRATCH = sys.argv[1:4]
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def write(name, content):
    path = os.path.join(SCRATCH, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def run(*arguments, memory=None, **settings):
    def limit():
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, preexec_fn=limit, timeout=60, check=False, **settings)


def calls_nothing_of_the_network():
    """Of what the program asks of the system no call opens a connection, and one alone runs another program."""
    names = subprocess.run(["nm", "-D", "--undefined-only", PROGRAM], stdout=subprocess.PIPE, text=True, check=True).stdout
    called = {line.split()[-1].split("@")[0] for line in names.splitlines()}
    forbidden = r"socket|connect|accept|bind|listen|send(to|msg)?|recv(from|msg)?|getaddrinfo|gethostby.*|res_.*"
    code = r"system|popen|fork|vfork|exec[lv].*|posix_spawn|dlopen|dlmopen"
    found = [name for name in called if re.fullmatch(f"{forbidden}|{code}", name)]
    check(not found, f"the program can call {found}")


def runs_two_programs():
    """They are the converter of pictures and the printer of pages, by names that are written in the source."""
    for file, program in (("png.cpp", '"rsvg-convert"'), ("pdf.cpp", '"chromium"')):
        with open(os.path.join(SOURCE, "src", "cli", file), encoding="utf-8") as source:
            check(program in source.read(), f"{program} stands in the source")
    for folder, _, files in os.walk(os.path.join(SOURCE, "src")):
        for name in files:
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as source:
                check(name == "program.cpp" or "posix_spawn" not in source.read(), f"{name} runs a program")


def hostile_shapes():
    """Inputs of a megabyte that ask for more than they hold."""
    size = 1 << 20
    yield "many columns", "t.csv", "code," + ",".join(f"c{k}" for k in range(size // 8)) + "\nu\n"
    yield "many rows", "t.csv", "code,a\n" + "u,1\n" * (size // 4)
    yield "many periods", "t.csv", "code,period,a\n" + "".join(f"u,{k},1\n" for k in range(size // 16))
    yield "one cell", "t.csv", "code,a\n" + "u" * size + ",1\n"
    yield "digits", "t.csv", "code,a\nu," + "9" * size + "\n"
    yield "quotes", "t.csv", "code,a\nu,\"" + "\"\"" * (size // 2)
    yield "nesting", "d.json", "[" * size
    yield "nested objects", "d.json", '{"a":' * (size // 5)
    yield "many units", "d.json", '{"format":"iiindex/dataset/1","units":[' + '{"code":"u"},' * (size // 13) + "{}]}"
    yield "escapes", "d.json", '{"format":"' + "\\u4e2d" * (size // 6) + '"}'


def memory_is_bounded():
    index = write("i.json", '{"format":"iiindex/index/1","code":"t","name":"T","children":[{"code":"a","name":"A"}]}')
    for what, name, content in hostile_shapes():
        path = write(name, content)
        # A fixed part for the program and its libraries, and 200 times the input.
        found = run("compute", "-f", "csv", "-q", "-i", index, path, memory=(512 << 20) + 200 * os.path.getsize(path))
        said = found.stderr.decode(errors="replace")
        check(found.returncode in (0, 1), f"{what}: exit {found.returncode}: {said[:200]}")
        check("out of memory" not in said, f"{what}: {said[:200]}")
        check(len(said) < 1 << 16, f"{what}: {len(said)} bytes of messages")


def named_files():
    """A dataset's "index" may name a file that is an index; of any other nothing is shown."""
    secret = write("secret.txt", "a secret\n")
    os.makedirs(os.path.join(SCRATCH, "below"), exist_ok=True)
    for named in ("../secret.txt", secret, "/dev/zero", "..", "none.json", "/proc/self/environ"):
        path = write(os.path.join("below", "d.json"), json.dumps(
            {"format": "iiindex/dataset/1", "index": named, "units": [{"code": "u"}]}))
        found = run("compute", path)
        check(found.returncode == 1 and b"secret\n" not in found.stdout + found.stderr, f"{named}: {found}")
        check(b"a secret" not in found.stderr and b"PATH=" not in found.stderr, f"{named}: shown")
        index = os.path.join(SCRATCH, "i.json")
        found = run("check", "-i", index, path)
        check(b"No such file" not in found.stderr, f"{named}: opened although -i gives the index")


def main():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    os.makedirs(SCRATCH)
    if shutil.which("nm"):
        calls_nothing_of_the_network()
    runs_two_programs()
    memory_is_bounded()
    named_files()
    print(f"{len(failures)} did not hold" if failures else "all held")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
