#!/usr/bin/env python3
"""What can go wrong while the real program runs: it is killed, the disk is full, rights, memory, descriptors and outputs
are taken away, inputs change while they are read. Each time the old output is whole or the new one is, nothing else is
left, the reason is said and the exit code is right.

Usage: faults_test.py PROGRAM SOURCE SCRATCH [SEED]
"""

import contextlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time

PROGRAM, SOURCE, SCRATCH = sys.argv[1:4]
RANDOM = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 20200817)
DATA = os.path.join(SOURCE, "data", "2020.json")
OLD = b"what was there before\n"
DONE, REFUSED, MISUSED, UNWRITTEN = 0, 1, 2, 3
SECONDS_OF_KILLING = 10
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what, flush=True)


def run(*arguments, **settings):
    settings.setdefault("stdin", subprocess.DEVNULL)
    settings.setdefault("stdout", subprocess.PIPE)
    settings.setdefault("stderr", subprocess.PIPE)
    return subprocess.run([PROGRAM, *arguments], timeout=120, **settings)


def fresh(name):
    folder = os.path.join(SCRATCH, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    os.chmod(folder, 0o777)
    return folder


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)
    return path


def check_left(folder, names, what):
    left = sorted(set(os.listdir(folder)) - set(names))
    check(not left, f"{what}: left {left}")
    for name in left:
        os.remove(os.path.join(folder, name))


def table(rows):
    values = random.Random(1)
    lines = ["code,a,b,c,d"]
    lines += [f"u{i}," + ",".join(f"{values.uniform(0, 100):.3f}" for _ in range(4)) for i in range(rows)]
    return ("\n".join(lines) + "\n").encode()


INDEX = b"""{"format": "iiindex/index/1", "code": "t", "name": "T", "tiers": {"cuts": [60, 40]}, "children": [
 {"code": "p", "name": "P", "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
 {"code": "q", "name": "Q", "children": [{"code": "c", "name": "C"}, {"code": "d", "name": "D"}]}]}"""


def inputs():
    folder = fresh("inputs")
    return (write(os.path.join(folder, "index.json"), INDEX), write(os.path.join(folder, "large.csv"), table(30000)),
            write(os.path.join(folder, "small.csv"), table(300)))


def commands(index, large, small):
    """A way to write each format: what it is called, the output's name, the arguments."""
    for extension in ("csv", "tsv", "json", "md", "txt"):
        yield extension, "out." + extension, ["compute", "-i", index, large]
    yield "xlsx", "out.xlsx", ["compute", "-i", index, small]
    yield "svg", "out.svg", ["chart", "-i", index, large, "--kind", "tiers"]
    yield "html", "out.html", ["report", "-i", index, small]
    yield "png", "out.png", ["chart", "-i", index, small, "--kind", "bars"]


def killed(index, large, small):
    """Signals at random moments of writing."""
    ways = []
    for name, output, arguments in commands(index, large, small):
        folder = fresh("kill-" + name)
        path = os.path.join(folder, output)
        start = time.monotonic()
        whole = run(*arguments, "-q", "-o", path)
        if name == "png" and whole.returncode == UNWRITTEN:
            continue  # there is no program that makes pictures of SVGs
        check(whole.returncode == DONE, f"{name}: {whole.stderr}")
        ways.append((name, folder, output, arguments, time.monotonic() - start, read(path)))
    temporary = fresh("kill-temporary")
    signals = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
    kills, end = 0, time.monotonic() + SECONDS_OF_KILLING
    while time.monotonic() < end:
        name, folder, output, arguments, seconds, new = ways[kills % len(ways)]
        path = os.path.join(folder, output)
        sent = signals[kills // len(ways) % len(signals)]
        write(path, OLD)
        process = subprocess.Popen([PROGRAM, *arguments, "-q", "-o", path], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**os.environ, "TMPDIR": temporary})
        time.sleep(RANDOM.uniform(0, 1.2) * seconds)
        process.send_signal(sent)
        status = process.wait()
        what = f"{name}, {sent.name}, kill {kills}"
        check(status in (-sent, DONE, 130), f"{what}: exit {status}")
        check(read(path) in (OLD, new), f"{what}: neither the old file nor the new one")
        check(status != DONE or read(path) == new, f"{what}: done without the new file")
        if os.listdir(folder) != [output]:  # between naming the new file and putting it in its place
            check(run(*arguments, "-q", "-o", path).returncode == DONE, f"{what}: the next run")
        check_left(folder, [output], what)
        # The library that writes workbooks has files of its own, with names for a moment.
        check_left(temporary, [own for own in os.listdir(temporary) if own.startswith("tmp.")], what)
        kills += 1
    print(f"{kills} kills of {len(ways)} formats")


def refused_by(what, folder, path, arguments, reason, code=UNWRITTEN, **settings):
    """A run that cannot write: the old file stays, the reason is said."""
    write(path, OLD)
    found = run(*arguments, "-q", "-o", path, **settings)
    check(found.returncode == code, f"{what}: exit {found.returncode}: {found.stderr}")
    check(reason in found.stderr and b"[ERROR]" not in found.stderr, f"{what}: said {found.stderr}")
    check(read(path) == OLD, f"{what}: the old file is not whole")
    check_left(folder, [os.path.basename(path)], what)


def limit(kind, most):
    return lambda: resource.setrlimit(kind, (most, most))


def without_room(index, large, small):
    for name, output, arguments in commands(index, large, small):
        if name == "png":
            continue
        folder = fresh("room-" + name)
        temporary = {"env": {**os.environ, "TMPDIR": folder}}
        reason = b"folder for temporary files" if name == "xlsx" else b"File too large"
        refused_by(f"{name}, a file that may not grow", folder, os.path.join(folder, output), arguments, reason,
                   preexec_fn=limit(resource.RLIMIT_FSIZE, 2048), **temporary)
        for device in (["-o", "/dev/full"], []):
            extension = {"md": "markdown", "txt": "table"}.get(name, name)
            if name == "svg" or (name == "html" and not device):
                continue  # these go to files alone
            format_of = [] if name == "html" else ["-f", extension]
            with open("/dev/full", "wb") as full:
                found = run(*arguments, "-q", *format_of, *device, stdout=full)
            check(found.returncode == UNWRITTEN and found.stderr, f"{name}, /dev/full {device}: {found}")
    found = run("compute", "-q", DATA, "-o", os.path.join(fresh("tmp"), "x.xlsx"),
                env={**os.environ, "TMPDIR": os.path.join(SCRATCH, "nowhere")})
    check(found.returncode in (DONE, UNWRITTEN), f"no folder for temporary files: {found}")


def on_a_small_disk(index, large, small):
    folder = fresh("disk")
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder],
                                           stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("no disk of its own: not looked at")
        return
    try:
        for name, output, arguments in commands(index, large, small):
            if name in ("csv", "json", "md"):
                refused_by(f"{name}, a full disk", folder, os.path.join(folder, output), arguments, b"No space left")
                os.remove(os.path.join(folder, output))
    finally:
        subprocess.run(["umount", folder], check=False)


def without_memory_or_descriptors(index, large):
    folder = fresh("limits")
    path = os.path.join(folder, "out.csv")
    least = 16  # megabytes in which the program and its libraries start at all
    while least < 4096 and run("--version", preexec_fn=limit(resource.RLIMIT_AS, least << 20)).returncode != DONE:
        least += 4
    limits = [("memory", resource.RLIMIT_AS, (least + more) << 20) for more in (0, 4, 8, 16, 32, 64, 200)]
    limits += [("descriptors", resource.RLIMIT_NOFILE, most) for most in (4, 5, 6, 8)]
    for name, kind, most in limits:
        write(path, OLD)
        found = run("compute", "-i", index, large, "-q", "-o", path, preexec_fn=limit(kind, most))
        what = f"{name} {most}"
        # 127: what the loader of programs says.
        check(found.returncode in (DONE, REFUSED, UNWRITTEN, 127), f"{what}: exit {found.returncode}: {found.stderr}")
        check(found.returncode == DONE or found.stderr, f"{what}: nothing said")
        check(found.returncode == DONE or read(path) == OLD, f"{what}: the old file is not whole")
        check_left(folder, ["out.csv"], what)


def without_rights(index, small):
    folder = fresh("rights")
    closed = os.path.join(folder, "closed")
    os.mkdir(closed)
    for path in (os.path.join(folder, "secret.csv"), os.path.join(folder, "kept.csv"), os.path.join(closed, "out.csv")):
        write(path, table(5) if "secret" in path else OLD)
    os.chmod(os.path.join(folder, "secret.csv"), 0)
    os.chmod(os.path.join(folder, "kept.csv"), 0o444)
    os.chmod(os.path.join(closed, "out.csv"), 0o666)
    os.chmod(closed, 0o555)
    nobody = {}
    if os.geteuid() == 0:
        for path in (SCRATCH, os.path.dirname(PROGRAM), os.path.dirname(index)):
            if not reachable(path):
                print("others cannot reach the folders: rights not looked at")
                return
        nobody = {"preexec_fn": lambda: (os.setgid(65534), os.setuid(65534)), "cwd": "/"}
    for what, arguments, code, reason in (
            ("an unreadable input", [os.path.join(folder, "secret.csv")], REFUSED, b"Permission denied"),
            ("a read-only output", [small, "-o", os.path.join(folder, "kept.csv")], UNWRITTEN, b"Permission denied"),
            ("a closed folder", [small, "-o", os.path.join(closed, "out.csv")], UNWRITTEN, b"folder"),
            ("a new file in a closed folder", [small, "-o", os.path.join(closed, "new.csv")], UNWRITTEN, b"folder")):
        found = run("compute", "-q", "-i", index, *arguments, **nobody)
        check(found.returncode == code and reason in found.stderr, f"{what}: {found}")
    check(read(os.path.join(folder, "kept.csv")) == OLD, "a read-only output is as it was")
    check_left(closed, ["out.csv"], "a closed folder")
    os.chmod(closed, 0o755)


def reachable(path):
    while path != "/":
        if not os.stat(path).st_mode & stat.S_IXOTH:
            return False
        path = os.path.dirname(path)
    return True


def without_streams():
    for closed in range(1, 8):
        def close():
            for descriptor in range(3):
                if closed >> descriptor & 1:
                    with contextlib.suppress(OSError):
                        os.close(descriptor)
        found = run("compute", "-q", DATA, "-f", "csv", preexec_fn=close)
        expected = UNWRITTEN if closed & 2 else DONE
        check(found.returncode == expected, f"streams closed {closed}: exit {found.returncode}")
    reader, writer = os.pipe()
    os.close(reader)
    found = run("compute", "-q", DATA, "-f", "json", stdout=writer)
    os.close(writer)
    check(found.returncode == -signal.SIGPIPE and not found.stderr, f"nobody reads: {found}")


def what_outputs_are(index, small):
    """Mode, owner and links of an output that there is."""
    folder = fresh("outputs")
    arguments = ["compute", "-q", "-i", index, small, "-f", "csv", "-o"]
    new = run(*arguments[:-1]).stdout

    path = write(os.path.join(folder, "mode.csv"), OLD)
    os.chmod(path, 0o640)
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
    before = os.stat(path)
    check(run(*arguments, path).returncode == DONE and read(path) == new, "an output that there is")
    after = os.stat(path)
    check((after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid),
          f"mode and owner are kept: {before} {after}")

    made = os.path.join(folder, "made.csv")
    run(*arguments, made, preexec_fn=lambda: os.umask(0o027))
    check(stat.S_IMODE(os.stat(made).st_mode) == 0o640, "a new file has the mode that the umask leaves")

    link = os.path.join(folder, "link.csv")
    os.symlink("led-to.csv", link)
    for _ in range(2):  # first it leads nowhere
        check(run(*arguments, link).returncode == DONE and os.path.islink(link), "a link stays a link")
        check(read(os.path.join(folder, "led-to.csv")) == new, "what a link leads to is written")

    twin = os.path.join(folder, "twin.csv")
    write(path, OLD)
    os.link(path, twin)
    check(run(*arguments, path).returncode == DONE and read(twin) == OLD, "a second name keeps the old content")

    loop = os.path.join(folder, "loop.csv")
    os.symlink("loop.csv", loop)
    for where, reason in ((loop, b"symbolic links"), (folder, b"directory"), (os.path.join(made, "x"), b"directory"),
                          (os.path.join(folder, "none", "x.csv"), b"No such file")):
        found = run(*arguments, where)
        check(found.returncode == UNWRITTEN and reason in found.stderr, f"{where}: {found}")

    long_name = os.path.join(folder, "n" * 251 + ".csv")
    check(run(*arguments, long_name).returncode == DONE and read(long_name) == new, "a name as long as can be")
    found = run("compute", "-q", "-i", index, small, "-o", small)
    check(found.returncode == MISUSED and read(small) == table(300), f"an input is not overwritten: {found}")


def with_changing_inputs(index):
    folder = fresh("changing")
    path, output = os.path.join(folder, "in.csv"), os.path.join(folder, "out.csv")
    whole = table(60000)
    for change in ("shorten", "grow", "rewrite") * 3:
        write(path, whole)
        write(output, OLD)
        process = subprocess.Popen([PROGRAM, "compute", "-q", "-i", index, path, "-o", output],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(RANDOM.uniform(0, 0.1))
        with open(path, "r+b") as file:
            if change == "shorten":
                file.truncate(RANDOM.randrange(len(whole)))
            elif change == "grow":
                file.seek(0, os.SEEK_END)
                file.write(b"x,1,2,3,4\n" * 1000)
            else:
                file.seek(RANDOM.randrange(len(whole) // 2))
                file.write(b",\n\"" * 20000)
        errors = process.communicate()[1]
        check(process.returncode in (DONE, REFUSED), f"{change}: exit {process.returncode}: {errors[:300]}")
        check(process.returncode == DONE or (errors and read(output) == OLD), f"{change}: {errors[:300]}")
        check_left(folder, ["in.csv", "out.csv"], change)


def held(part, *arguments):
    """What did not hold in a part, run in a process of its own: programs are started from one thread alone."""
    failures.clear()
    part(*arguments)
    return failures


def main():
    os.makedirs(SCRATCH, exist_ok=True)
    os.chmod(SCRATCH, 0o755)
    index, large, small = inputs()
    with multiprocessing.Pool(3) as pool:
        parts = [pool.apply_async(held, part) for part in (
            (with_changing_inputs, index), (what_outputs_are, index, small), (without_room, index, large, small),
            (on_a_small_disk, index, large, small), (without_memory_or_descriptors, index, large),
            (without_rights, index, small), (without_streams,))]
        failed = sum(len(part.get()) for part in parts)
    killed(index, large, small)
    failed += len(failures)
    print(f"{failed} did not hold" if failed else "all held")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
