"""pino-pretty: a line for a person, nested values below it."""

import json
import re
import shutil
from pathlib import Path

from lines import equal
from tools import output

NAME = "pino-pretty"
NOTICES = ["timestamp", "level", "message"]

# `[2026-11-27 16:00:00.000 +0000] INFO: Prediction generated`; behind the level the process, where a line names it.
HEAD = re.compile(r"^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+0000\] (TRACE|DEBUG|INFO|WARN|ERROR)(?: \(\d+\))?: \S")


def version():
    package = Path(shutil.which("pino-pretty")).resolve().parent / "package.json"
    return json.loads(package.read_text())["version"]


def show(files):
    facts = files.facts
    heads, ph = [], False
    for file in files.native:
        with open(file, "rb") as lines:
            text = output(
                "pino-pretty",
                *("--messageKey", "message", "--timestampKey", "timestamp", "--levelKey", "level"),
                *("--translateTime", "UTC:yyyy-mm-dd HH:MM:ss.l o", "--no-colorizeObjects", "--no-colorize"),
                stdin=lines,
            )
        heads += [head for head in text.splitlines() if HEAD.match(head)]
        ph |= '"ph": 351' in text
    equal("lines with time, level and message", len(heads), facts.count)
    equal("errors", sum("] ERROR: " in head for head in heads), facts.errors)
    equal("nested pH of the refused wine", ph, True)
    return f"{facts.count} lines with time, level and message; nested features below them"
