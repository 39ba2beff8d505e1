#!/usr/bin/env python3
"""Measures the server beside nginx and beside the bare disk, interleaved in one run, on 127.0.0.1.

usage: bench/load/compare.py [get] [put] [large] [list]     (default: all)
       WORK=folder (default /tmp/bluebell-bench)  ROUNDS=7  SECONDS=2

Server and nginx share core 1, the load comes from core 0 (for `put` and `large` everything may use both cores). The order
is shuffled in every round; figures are medians over the rounds, ratios are medians of the ratios of each round. Everything
that is started here is ended here, by its process id.
"""
import contextlib, os, pathlib, random, re, shutil, statistics, subprocess, sys, time, urllib.request

from rig import HERE, ROOT, TICKS, WORK, Target, bluebell, cpu_seconds, curl, delete, finish, java, process, resident, table

ROUNDS = int(os.environ.get("ROUNDS", "7"))
SECONDS = int(os.environ.get("SECONDS", "2"))
WARM_UP = 45  # seconds until the compiler has settled, where it shares one core with the server
NGINX = "http://127.0.0.1:9000"
UNITS = {"B": 1 / 1048576, "KB": 1 / 1024, "MB": 1, "GB": 1024, "TB": 1048576}
SECONDS_OF = {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60}


@contextlib.contextmanager
def nginx(cores):
    for folder in ("files", "put", "nginx-tmp"):
        (WORK / folder).mkdir(exist_ok=True)
    command = ["taskset", "-c", cores, "nginx", "-p", str(WORK), "-c", str(HERE / "nginx.conf")]
    with process(command, stderr=subprocess.DEVNULL) as child:
        worker = ""
        while not worker:
            worker = pathlib.Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().strip()
        yield Target("nginx", NGINX, int(worker))


def wrk(target, path, script=None, connections=32, seconds=SECONDS, **environment):
    command = ["taskset", "-c", "0", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s"]
    command += ["-s", str(HERE / script)] if script else []
    before = cpu_seconds(target.pid)
    out = subprocess.run(command + [target.url + path], capture_output=True, text=True,
                         env={**os.environ, **environment}).stdout
    used = max(cpu_seconds(target.pid) - before, 1 / TICKS)
    found = re.search(r"(\d+) requests in ([\d.]+)(\w+), ([\d.]+)(\w+) read", out)
    if not found or re.search(r"Non-2xx|Socket errors", out):
        sys.exit(f"{target.name}: {out}")
    count, elapsed = int(found[1]), float(found[2]) * SECONDS_OF[found[3]]
    p99 = re.search(r"99%\s+([\d.]+)(\w+)", out)
    return {"count": count, "rate": count / elapsed, "per_cpu": count / used,
            "mb": float(found[4]) * UNITS[found[5]] / elapsed, "p99": float(p99[1]) * SECONDS_OF[p99[2]] * 1000}


def interleave(targets, run):
    for target in targets:
        run(target, SECONDS if target.name == "nginx" else WARM_UP)
    for _ in range(ROUNDS):
        for target in random.sample(targets, len(targets)):
            target.runs.append(run(target, SECONDS))


def ratio(target, base, what):
    return statistics.median(a[what] / b[what] for a, b in zip(target.runs, base.runs))


def fill(server, count, size, seed):
    paths = WORK / f"paths-{size}"
    if not paths.exists():
        java("Fill", server.url, count, size, seed, WORK / "files", paths)
    return paths


GETS = [("6000 x 16 KiB", 6000, 16 << 10), ("2000 x 256 KiB", 2000, 256 << 10), ("300 x 4 MiB", 300, 4 << 20),
        ("one hot 1 KiB", 1, 1 << 10)]


def get():
    """Random GETs out of sets of different sizes, with the default cache and with one that holds the 16 KiB set."""
    with bluebell("cache-24MiB", "0,1") as server:
        sets = {name: fill(server, count, size, size) for name, count, size in GETS}
    rows = []
    for cache in ("24MiB", "128MiB"):
        folder = WORK / f"cache-{cache}"
        if not folder.exists():
            shutil.copytree(WORK / "cache-24MiB", folder)
        with nginx("1") as base, bluebell(f"cache-{cache}", "1", BLUEBELL_LIMITS_CACHE_SIZE=cache) as ours:
            for name, paths in sets.items():
                if cache == "128MiB" and "16 KiB" not in name:
                    continue
                base.runs, ours.runs = [], []
                interleave([base, ours], lambda t, s: wrk(t, "/", "get-random.lua", seconds=s, PATHS=str(paths)))
                rows.append([name, cache, f"{base.median('rate'):.0f}", f"{ours.median('rate'):.0f}",
                             f"**{ratio(ours, base, 'rate'):.2f}**", f"{ratio(ours, base, 'per_cpu'):.2f}",
                             f"{ours.median('mb'):.0f}", f"{base.median('p99'):.1f} / {ours.median('p99'):.1f}",
                             resident(ours.pid)])
    table("GET", ["blobs", "cache", "nginx req/s", "Bluebell req/s", "ratio", "ratio per server-CPU-s", "Bluebell MB/s",
                  "p99 ms nginx / Bluebell", "Bluebell RSS MB"], rows)


def in_use(name):
    """A store that has its 65,536 folders already, as any that holds a few hundred thousand blobs."""
    for folder in range(1 << 16):
        (WORK / name / "blobs" / f"{folder >> 8:02x}" / f"{folder & 255:02x}").mkdir(parents=True, exist_ok=True)


def put():
    """New 1 KiB blobs, 16 at once: token, hash, sync, index; beside the bare disk and beside nginx without any of it."""
    in_use("put-store")
    count, size, seed = int(os.environ.get("UPLOADS", "200000")), 1024, random.randrange(1 << 31)
    signed = WORK / "signed"
    java("SignedUploads", count, size, seed, signed)
    used = 0
    disk, dav, ours = [], [], []
    with nginx("0,1") as base, bluebell("put-store", "0,1") as server:
        def upload(seconds):
            nonlocal used
            run = wrk(server, "/", "put-signed.lua", 16, seconds, SIGNED=str(signed), SIZE=str(size), SEED=str(seed),
                      SKIP=str(used))
            used += run["count"] + 16
            return run
        upload(WARM_UP)
        before = stored(server)
        acknowledged = 0
        for _ in range(ROUNDS):
            for what in random.sample(("disk", "dav", "ours"), 3):
                if what == "disk":
                    disk.append(float(java("SyncLoop", WORK / "loop", SECONDS)))
                elif what == "dav":
                    dav.append(wrk(base, "/", "put-unique.lua", 16, SECONDS, PREFIX="/put/", SIZE=str(size))["rate"])
                else:
                    ours.append(upload(SECONDS))
                    acknowledged += ours[-1]["count"]
        new = stored(server) - before
        memory = resident(server.pid)
    if new < acknowledged:
        sys.exit(f"only {new} of {acknowledged} answered uploads were new blobs")
    rates = [run["rate"] for run in ours]
    table("PUT of new 1 KiB blobs, 16 connections", ["", "per second", "Bluebell's ratio"], [
        ["the disk: write, sync, rename, sync folder (16 threads)", f"{statistics.median(disk):.0f}",
         f"**{statistics.median(a / b for a, b in zip(rates, disk)):.2f}**"],
        ["nginx WebDAV: no hash, no sync, no token, no index", f"{statistics.median(dav):.0f}",
         f"{statistics.median(a / b for a, b in zip(rates, dav)):.2f}"],
        ["Bluebell", f"{statistics.median(rates):.0f}",
         f"p99 {statistics.median(r['p99'] for r in ours):.1f} ms, RSS {memory} MB"]])


def stored(server):
    return int(re.search(r'"blobs":(\d+)', urllib.request.urlopen(server.url + "/health").read().decode())[1])


def large():
    """256 MiB, one and four at once, beside nginx WebDAV; and the memory that this takes."""
    size, rows = 256 << 20, []
    with nginx("0,1") as base, bluebell("large", "0,1") as ours:
        def bodies(count):
            made = []
            for i in range(count):
                file = WORK / f"body-{i}"
                subprocess.run(["sh", "-c", f"head -c {size} /dev/urandom > {file}"], check=True)
                made.append((file, *java("SignFile", file, ours.url).splitlines()))
            return made
        for at_once, before in ((1, 12), (4, 1)):
            nginx_speeds, our_speeds = [], []
            # A server that has just been started still compiles itself; this is about one that runs.
            for round_number in range(-before, ROUNDS):
                made = bodies(at_once)
                for what in random.sample(("nginx", "ours"), 2):
                    begun = time.time()
                    if what == "nginx":
                        uploads = [curl(f"{NGINX}/put/large-{time.time_ns()}", f) for f, *_ in made]
                    else:
                        uploads = [curl(ours.url + "/upload", f, f"Authorization: {t}") for f, t, *_ in made]
                    for upload in uploads:
                        finish(upload)
                    speed = at_once * size / 1048576 / (time.time() - begun)
                    if round_number >= 0:
                        (nginx_speeds if what == "nginx" else our_speeds).append(speed)
                    # The pages of a file that was deleted are ready for the next one; fresh ones cost this machine
                    # more than all the rest. Both find the same.
                    for stored in (WORK / "put").iterdir():
                        stored.unlink()
                    if what == "ours":
                        for _, _, token, blob in made:
                            delete(f"{ours.url}/{blob}", token)
            rows.append([at_once, f"{statistics.median(nginx_speeds):.0f}", f"{statistics.median(our_speeds):.0f}",
                         f"**{statistics.median(a / b for a, b in zip(our_speeds, nginx_speeds)):.2f}**",
                         resident(ours.pid), resident(ours.pid, "VmHWM")])
    table("PUT of 256 MiB", ["at once", "nginx WebDAV MB/s (no hash, no sync)", "Bluebell MB/s", "ratio", "RSS MB after",
                             "highest RSS MB"], rows)


def list_pages():
    """A page of /list at 1,000 and at 1,000,000 blobs."""
    for count in (1000, 1000000):
        if not (WORK / f"list-{count}/index.db").exists():
            java("FillIndex", WORK / f"list-{count}", count)
    with bluebell("list-1000", "1") as few, bluebell("list-1000000", "1") as many:
        print("\n### A page of /list\n\n" + java("ListPages", few.url, many.url), flush=True)


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    subprocess.run([ROOT / "bluebell", "--version"], check=True, stdout=subprocess.DEVNULL)
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before", flush=True)
    for part in sys.argv[1:] or ("get", "put", "large", "list"):
        {"get": get, "put": put, "large": large, "list": list_pages}[part]()
    print(f"\nload {os.getloadavg()[0]:.2f} after", flush=True)


main()
