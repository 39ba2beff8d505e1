#!/usr/bin/env python3
"""Measures how a picture of a phone is made fit for a post, beside sharp on Node.

usage: bench/load/pictures.py      WORK=folder (default /tmp/bluebell-bench)  ROUNDS=21
"""
import os, random, statistics, subprocess, time

from rig import ROOT, WORK, command, process, resident, table

ROUNDS = int(os.environ.get("ROUNDS", "21"))
WARM = 20  # until the compiler has settled
SIDE = "2000"
LIKE_THE_COMMAND = ["-XX:+UseSerialGC", "-Xmx128m"]  # as ./bluebell starts


def photo():
    """12 megapixels with smooth parts, fine ones and noise, some 4 MB as those of phones have, turned by Exif."""
    made = WORK / "photo.jpg"
    source = "mandelbrot=s=4000x3000:start_scale=0.01,format=yuv420p,noise=alls=10:all_seed=7,gblur=0.6"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, "-frames:v", "1", "-pix_fmt", "yuvj420p",
                    "-q:v", "3", made], check=True)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    jpeg = made.read_bytes()
    made.write_bytes(jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif + jpeg[2:])
    return made


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    node = ROOT / "bench/node"
    if not (node / "node_modules/sharp").exists():
        subprocess.run(["npm", "--prefix", node, "ci", "--no-audit", "--no-fund", "--loglevel=error"], check=True)
    source = photo()
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} before", flush=True)
    ours = lambda engine: command("FitPictures", engine, source, SIDE, WORK / f"{engine}.jpg", options=LIKE_THE_COMMAND)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (process(["node", "fit-pictures.mjs", source, SIDE, WORK / "sharp.jpg"], cwd=node, **pipes) as sharp,
          process(ours("libvips"), **pipes) as libvips, process(ours("java"), **pipes) as java):
        names = {sharp: "sharp", libvips: "Bluebell with libvips", java: "Bluebell without libvips"}
        figures, first = {one: [] for one in names}, {}
        for round_number in range(-WARM, ROUNDS):
            for one in random.sample(list(names), len(names)):
                print(file=one.stdin, flush=True)
                milliseconds = float(one.stdout.readline())
                first.setdefault(one, milliseconds)
                if round_number >= 0:
                    figures[one].append(milliseconds)
        ratio = {one: statistics.median(a / b for a, b in zip(figures[one], figures[sharp])) for one in names}
        files = {sharp: "sharp.jpg", libvips: "libvips.jpg", java: "java.jpg"}
        table(f"A JPEG of 12 megapixels, {source.stat().st_size} bytes, to fit {SIDE} pixels at quality 80",
              ["", "CPU ms", "ratio", "CPU ms of the first", "highest RSS MB", "bytes"],
              [[names[one], f"{statistics.median(figures[one]):.0f}", f"**{ratio[one]:.2f}**", f"{first[one]:.0f}",
                resident(one.pid, "VmHWM"), (WORK / files[one]).stat().st_size] for one in names])
    print(f"\nload {os.getloadavg()[0]:.2f} after", flush=True)


main()
