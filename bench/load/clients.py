#!/usr/bin/env python3
"""Measures the client beside openssl + curl and beside blossom-client-sdk on Node, interleaved in one run, on 127.0.0.1.

usage: bench/load/clients.py [hash] [upload] [publish]     (default: all; after ./test, which installs what Node needs)
       WORK=folder (default /tmp/bluebell-bench)  ROUNDS=5  MEBIBYTES=1024

The order is shuffled in every round; figures are medians over the rounds, ratios are medians of the ratios of each round.
"""
import os, pathlib, random, statistics, subprocess, sys, time

from rig import HERE, ROOT, WORK, bluebell, curl, finish, java, process, table

ROUNDS = int(os.environ.get("ROUNDS", "5"))
MEBIBYTES = int(os.environ.get("MEBIBYTES", "1024"))
FILE = WORK / "file"
KEY = "5" * 64
COMMAND = str(ROOT / "bluebell")
ENVIRONMENT = {**os.environ, "BLUEBELL_NSEC": KEY}


def fresh():
    """The same file with other first bytes, which is another blob."""
    WORK.mkdir(parents=True, exist_ok=True)
    if not FILE.exists() or FILE.stat().st_size != MEBIBYTES << 20:
        subprocess.run(["sh", "-c", f"head -c {MEBIBYTES << 20} /dev/urandom > {FILE}"], check=True)
    with open(FILE, "r+b") as file:
        file.write(os.urandom(16))
    # As old as what people upload: of a file that was written a moment ago, nothing but its hash tells a change.
    os.utime(FILE, (time.time() - 3600,) * 2)


def timed(command, **options):
    """Seconds and the largest resident memory in MB of a process."""
    begun = time.time()
    child = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, **options)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command} ended with {child.returncode}")
    return time.time() - begun, used.ru_maxrss // 1024


def node(*arguments):
    """The script comes over standard input, so that Node finds the packages of the folder it runs in."""
    with open(HERE / "node-client.mjs") as script:
        return timed(["node", "--input-type=module", "-", *map(str, arguments)], stdin=script, cwd=ROOT / "e2e/node")


def openssl():
    return timed(["openssl", "dgst", "-sha256", FILE])


def openssl_and_curl(servers):
    token = java("SignFile", FILE, servers[0], BLUEBELL_NSEC=KEY).splitlines()[0]
    seconds, _ = openssl()
    begun = time.time()
    for upload in [curl(server + "/upload", FILE, f"Authorization: {token}") for server in servers]:
        finish(upload)
    return seconds + time.time() - begun, 0


def interleaved(ways):
    runs = {name: [] for name in ways}
    for round_number in range(-1, ROUNDS):
        for name in random.sample(list(ways), len(ways)):
            run = ways[name]()
            if round_number >= 0:
                runs[name].append(run)
    return runs


def rows(runs, base):
    made = []
    for name, figures in runs.items():
        seconds = [figure[0] for figure in figures]
        ratio = statistics.median(a / b[0] for a, b in zip(seconds, runs[base]))
        over = statistics.median(a - 1.15 * b[0] for a, b in zip(seconds, runs[base]))
        memory = max(figure[1] for figure in figures) or "–"
        made.append([name, f"{statistics.median(seconds):.2f}", f"**{ratio:.2f}**", f"{over:+.2f}", memory])
    return made


HEADER = ["", "seconds", "ratio", "seconds over 1.15 x the first", "highest RSS MB"]


def hashing():
    ways = {"openssl dgst -sha256": openssl,
            "bluebell, in a running process": lambda: (float(java("HashFile", FILE)), 0),
            "blossom-client-sdk, in a running process": lambda: (
                float(subprocess.run(["node", "--input-type=module", "-", "hash", FILE], stdin=open(HERE / "node-client.mjs"),
                                     cwd=ROOT / "e2e/node", capture_output=True, text=True, check=True).stdout), 0)}
    fresh()
    table(f"SHA-256 of {MEBIBYTES} MiB", HEADER, rows(interleaved(ways), "openssl dgst -sha256"))


def uploading():
    names = ["client-1", "client-2", "client-3"]
    with bluebell(names[0], "0,1") as one, bluebell(names[1], "0,1") as two, bluebell(names[2], "0,1") as three:
        for servers in ([one.url], [one.url, two.url, three.url]):
            def once(way):
                fresh()
                subprocess.run(["sync", "-d", FILE], check=True)
                run = way(servers)
                blob = subprocess.run(["sha256sum", FILE], capture_output=True, text=True).stdout.split()[0]
                for server in servers:
                    # Its pages are ready for the next one then, whoever that is.
                    subprocess.run([COMMAND, "delete", blob, "--server", server], env=ENVIRONMENT, check=True,
                                   stdout=subprocess.DEVNULL)
                return run
            named = [part for server in servers for part in ("--server", server)]
            ways = {"openssl + curl": lambda: once(openssl_and_curl),
                    "bluebell upload": lambda: once(lambda _: timed([COMMAND, "upload", FILE, *named])),
                    "blossom-client-sdk": lambda: once(lambda _: node("upload", KEY, FILE, *servers))}
            table(f"Upload of {MEBIBYTES} MiB to {len(servers)} server(s)", HEADER, rows(interleaved(ways), "openssl + curl"))


def publishing():
    relay = ["node", "start.mjs"]
    with process(relay, cwd=ROOT / "testing/relay", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        url = child.stdout.readline().split('"')[3]
        def seconds(command, **options):
            return float(subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout), 0
        ways = {"nostr-tools": lambda: seconds(["node", "--input-type=module", "-", "publish", KEY, url, "1000"],
                                               stdin=open(HERE / "node-client.mjs"), cwd=ROOT / "e2e/node"),
                "bluebell": lambda: (float(java("PublishNotes", url, 1000)), 0)}
        table("Publishing 1000 notes, signed one by one, to a relay", HEADER, rows(interleaved(ways), "nostr-tools"))


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    subprocess.run([COMMAND, "--version"], check=True, stdout=subprocess.DEVNULL)
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before", flush=True)
    for part in sys.argv[1:] or ("hash", "upload", "publish"):
        {"hash": hashing, "upload": uploading, "publish": publishing}[part]()
    print(f"\nload {os.getloadavg()[0]:.2f} after", flush=True)


main()
