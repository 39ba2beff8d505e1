#!/usr/bin/env python3
"""Measures the client for Bluesky: beside the JDK's own client without anything, and beside @atproto/api on Node.

usage: bench/load/bluesky.py [calls] [records]     (default: both; after ./test, which installs the PDS)
       WORK=folder (default /tmp/bluebell-bench)  ROUNDS=7
"""
import json, os, random, statistics, subprocess, sys, time

from rig import ROOT, WORK, command, java, process, table

ROUNDS = int(os.environ.get("ROUNDS", "7"))


def database():
    return WORK / f"bluesky-{time.time_ns()}.db"


def calls():
    """By a server that answers at once."""
    rows = [line.split("\t") for line in java("XrpcCalls", database(), 2000).splitlines()]
    table("Calls of a server that answers at once, median ms", ["", "JDK's client alone", "Bluebell", "more"],
          [[what, bare, ours, f"**{more}**"] for what, bare, ours, more in rows])


def records():
    """200 records, one after the other, to a real PDS, by processes that go on running."""
    node = ROOT / "bench/node"
    if not (node / "node_modules").exists():
        subprocess.run(["npm", "--prefix", node, "ci", "--no-audit", "--no-fund", "--loglevel=error"], check=True)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with process(["node", "start.mjs"], cwd=ROOT / "testing/pds", **pipes) as child:
        pds = json.loads(child.stdout.readline())
        login = [pds["account"]["handle"], pds["account"]["password"], "200"]
        with (process(["node", "create-records.mjs", pds["url"], *login], cwd=node, **pipes) as theirs,
              process(command("CreateRecords", pds["url"], pds["plcUrl"], *login, database()), **pipes) as ours):
            figures = {theirs: [], ours: []}
            for round_number in range(-1, ROUNDS):
                for client in random.sample([theirs, ours], 2):
                    print(file=client.stdin, flush=True)
                    seconds = float(client.stdout.readline())
                    if round_number >= 0:
                        figures[client].append(seconds)
    ratio = statistics.median(a / b for a, b in zip(figures[ours], figures[theirs]))
    table("200 records to a PDS, one after the other", ["", "ms each", "ratio"],
          [["@atproto/api", f"{statistics.median(figures[theirs]) * 5:.2f}", "1.00"],
           ["bluebell, with call log and budget in SQLite", f"{statistics.median(figures[ours]) * 5:.2f}", f"**{ratio:.2f}**"]])


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before", flush=True)
    for part in sys.argv[1:] or ("calls", "records"):
        {"calls": calls, "records": records}[part]()
    print(f"\nload {os.getloadavg()[0]:.2f} after", flush=True)


main()
