"""What the benchmarks share: servers that are started and ended again, by their process ids, and tables."""
import contextlib, functools, os, pathlib, re, signal, statistics, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = pathlib.Path(os.environ.get("WORK", "/tmp/bluebell-bench"))
TICKS = os.sysconf("SC_CLK_TCK")


@functools.cache
def home():
    return subprocess.run([ROOT / "scripts/find-jdk"], capture_output=True, text=True, check=True).stdout.strip()


@functools.cache
def class_path():
    """Builds the benchmarks, where ./bluebell builds itself."""
    subprocess.run(["mvn", "-B", "-ntp", "-q", "-Dfast", "-pl", "bench", "-am", "package"], cwd=ROOT, check=True,
                   stdout=sys.stderr, env={**os.environ, "JAVA_HOME": home()})
    built = ROOT / ".bluebell/build"
    classes = [str(built / f"bluebell-{m}/classes") for m in
               ("bench", "server", "bluesky-store", "blossom", "bluesky", "nostr", "media", "database", "testing")]
    return ":".join([*classes, (built / "bluebell-bench/classpath").read_text().strip()])


def command(main, *arguments, options=()):
    return [f"{home()}/bin/java", "--enable-native-access=ALL-UNNAMED", *options, "-cp", class_path(),
            f"dev.bluebell.bench.{main}", *map(str, arguments)]


def java(main, *arguments, **environment):
    return subprocess.run(command(main, *arguments), check=True, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, **environment}).stdout.strip()


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident(pid, what="VmRSS"):
    return next(int(line.split()[1]) // 1024 for line in open(f"/proc/{pid}/status") if line.startswith(what))


@contextlib.contextmanager
def process(command, **options):
    child = subprocess.Popen(command, **options)
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(60)


@contextlib.contextmanager
def bluebell(name, cores, **environment):
    data = WORK / name
    command = ["taskset", "-c", cores, str(ROOT / "bluebell"), "serve", "--port", "0", "--data", str(data)]
    with process(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}) as child:
        url = re.search(r"http://\S+", child.stdout.readline())[0]
        yield Target(name, url, child.pid)


class Target:
    def __init__(self, name, url, pid):
        self.name, self.url, self.pid, self.runs = name, url, pid, []

    def median(self, what):
        return statistics.median(run[what] for run in self.runs)


def table(title, header, rows):
    print(f"\n### {title}\n\n| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |", flush=True)


def curl(url, file, *headers):
    command = ["curl", "-s", "-o", "/dev/null", "-H", "Expect:", "-w", "%{speed_upload} %{http_code}", "-T", str(file), url]
    for header in headers:
        command += ["-H", header]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def delete(url, token):
    subprocess.run(["curl", "-sf", "-o", "/dev/null", "-X", "DELETE", "-H", f"Authorization: {token}", url], check=True)


def finish(upload):
    speed, status = upload.communicate()[0].split()
    if not status.startswith("2"):
        sys.exit(f"an upload was answered {status}")
    return float(speed) / 1048576
