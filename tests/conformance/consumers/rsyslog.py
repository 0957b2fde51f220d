"""rsyslog by `examples/shippers/rsyslog.conf`: `mmjsonparse` reads every line, a template writes single fields of it."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from lines import Mismatch, equal
from tools import output

NAME = "rsyslog mmjsonparse"
NOTICES = ["duration_seconds", "timestamp", "level"]

# The configuration that users are given, and what differs here.
CONFIGURATION = Path(__file__).parents[3] / "examples/shippers/rsyslog.conf"
SPOOL, SOURCE, TARGET = "/var/spool/rsyslog", "/var/log/churn-api", "/var/log/flight-recorder-fields.log"


def version():
    return output("rsyslogd", "-v").split()[1]


def modules():
    found = [root for root in os.environ["CONFORMANCE_RSYSLOG"].split() if Path(root, "mmjsonparse.so").exists()]
    if not found:
        raise Mismatch("rsyslog's modules are not installed")
    return found[-1]


def read(files):
    """What rsyslog wrote, a row a line."""
    with tempfile.TemporaryDirectory(prefix="conformance-rsyslog-") as folder:
        out = Path(folder, "out")
        text = CONFIGURATION.read_text()
        for path, here in ((SPOOL, folder), (SOURCE, f"{folder}/churn-api"), (TARGET, str(out))):
            equal(f"{path} in {CONFIGURATION.name}", path in text, True)
            text = text.replace(path, here)
        configuration = Path(folder, "rsyslog.conf")
        configuration.write_text(text)
        for number, file in enumerate(files.native):
            kind = "audit" if file.name == "audit.jsonl" else "logs"
            Path(folder, "churn-api", kind).mkdir(parents=True, exist_ok=True)
            shutil.copy(file, Path(folder, "churn-api", kind, f"{number}.jsonl"))
        with open(Path(folder, "log"), "wb") as log:
            daemon = subprocess.Popen(
                ["rsyslogd", "-n", "-f", configuration, "-i", Path(folder, "pid"), "-M", modules()], stdout=log, stderr=log
            )
            try:
                until = time.monotonic() + 60
                while not out.exists() or out.read_bytes().count(b"\n") < files.facts.count:
                    if daemon.poll() is not None or time.monotonic() > until:
                        said = Path(folder, "log").read_text()[-500:]
                        raise Mismatch(f"rsyslog did not read all lines: {said}")
                    time.sleep(0.05)
            finally:
                daemon.terminate()
                daemon.wait(10)
        return [row.split("\t") for row in out.read_text("utf-8").splitlines()]


def show(files):
    facts = files.facts
    rows = read(files)
    equal("lines", len(rows), facts.count)
    equal("lines parsed", sum(row[5] == "OK" for row in rows), facts.count)
    equal("lines with a time", sum(row[0].endswith("Z") for row in rows), facts.count)
    equal("errors", sum(row[1] == "ERROR" for row in rows), facts.errors)
    predicted = [row for row in rows if row[2] == "predict"]
    equal("durations", sum(float(row[3] or "nan") for row in predicted), sum(line["duration_seconds"] for line in facts.audits))
    equal("sum of alcohol", sum(float(row[4] or 0) for row in predicted), facts.alcohol)
    return f"{facts.count} lines parsed, none cut, nested sum {facts.alcohol:.1f}"
