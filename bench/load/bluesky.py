#!/usr/bin/env python3
"""Measures the client for Bluesky: beside the JDK's own client without anything, and beside @atproto/api on Node.

usage: bench/load/bluesky.py [calls] [records]     (default: both; after ./test, which installs the PDS)
       WORK=folder (default /tmp/bluebell-bench)  ROUNDS=7
"""
import json, os, random, statistics, subprocess, sys, time

from rig import HERE, ROOT, WORK, java, process, table

ROUNDS = int(os.environ.get("ROUNDS", "7"))


def database():
    return WORK / f"bluesky-{time.time_ns()}.db"


def calls():
    """By a server that answers at once."""
    rows = [line.split("\t") for line in java("XrpcCalls", database(), 2000).splitlines()]
    table("Calls of a server that answers at once, median ms", ["", "JDK's client alone", "Bluebell", "more"],
          [[what, bare, ours, f"**{more}**"] for what, bare, ours, more in rows])


def records():
    """200 records, one after the other, to a real PDS."""
    node = ROOT / "bench/node"
    if not (node / "node_modules").exists():
        subprocess.run(["npm", "--prefix", node, "ci", "--no-audit", "--no-fund", "--loglevel=error"], check=True)
    with process(["node", "start.mjs"], cwd=ROOT / "testing/pds", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        pds = json.loads(child.stdout.readline())
        account = pds["account"]
        def ours():
            return float(java("CreateRecords", pds["url"], pds["plcUrl"], account["handle"], account["password"], 200, database()))
        def theirs():
            return float(subprocess.run(
                ["node", "--input-type=module", "-", pds["url"], account["handle"], account["password"], "200"],
                stdin=open(HERE / "bluesky-client.mjs"), cwd=node, capture_output=True, text=True, check=True).stdout)
        ways, figures = {"@atproto/api": theirs, "bluebell": ours}, {"@atproto/api": [], "bluebell": []}
        for round_number in range(-1, ROUNDS):
            for name in random.sample(list(ways), len(ways)):
                seconds = ways[name]()
                if round_number >= 0:
                    figures[name].append(seconds)
        ratio = statistics.median(a / b for a, b in zip(figures["bluebell"], figures["@atproto/api"]))
        table("200 records to a PDS, one after the other", ["", "ms each", "ratio"],
              [["@atproto/api", f"{statistics.median(figures['@atproto/api']) * 5:.2f}", "1.00"],
               ["bluebell, with call log and budget in SQLite", f"{statistics.median(figures['bluebell']) * 5:.2f}", f"**{ratio:.2f}**"]])


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before", flush=True)
    for part in sys.argv[1:] or ("calls", "records"):
        {"calls": calls, "records": records}[part]()
    print(f"\nload {os.getloadavg()[0]:.2f} after", flush=True)


main()
