"""fblog: a line for a person, nested values below it."""

import re

from lines import equal
from tools import output

NAME = "fblog"
NOTICES = ["timestamp", "level", "message"]

# `2026-11-27T16:00:00  INFO: Prediction generated`
HEAD = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d +(TRACE|DEBUG|INFO|WARN|ERROR): \S")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def version():
    return output("fblog", "--version").split()[-1]


def show(files):
    facts = files.facts
    heads = []
    for file in files.native:
        heads += [head for head in COLOUR.sub("", output("fblog", file)).splitlines() if HEAD.match(head)]
    equal("lines with time, level and message", len(heads), facts.count)
    equal("errors", sum(" ERROR: " in head for head in heads), facts.errors)
    # Its filters (`-f`) make a Lua variable of every field, and `function` is a word of Lua: they fail on our lines.
    dumped = COLOUR.sub("", output("fblog", "-d", files.wine[1]))
    equal("nested pH of the refused wine", re.search(r"input_features > ph: 351\b", dumped) is not None, True)
    return f"{facts.count} lines with time, level and message; with -d nested features (its -f cannot take a field `function`)"
