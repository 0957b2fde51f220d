"""The files that the consumers read, and what is in them by Python's own strict reading."""

import json
import re
from functools import cached_property
from pathlib import Path

DAYS = ("yesterday", "today")


class Mismatch(Exception):
    """What a consumer showed is not what is in the files."""


def equal(what, shown, expected):
    """Raises unless both are equal, numbers to nine digits."""
    if isinstance(shown, float) or isinstance(expected, float):
        same = shown is not None and abs(shown - expected) <= 1e-9 * max(abs(expected), 1e-9)
    else:
        same = shown == expected
    if not same:
        raise Mismatch(f"{what}: shown {shown!r}, expected {expected!r}")


def quantile(values, share):
    """The interpolated quantile, as SQL's `percentile_cont`."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


class Facts:
    """What is true of the native files; from the files as written, whatever was renamed since."""

    def __init__(self, files):
        self.of_file = {file.relative_to(file.parents[1]): strict(file) for file in files}
        self.lines = [line for lines in self.of_file.values() for line in lines]

    @cached_property
    def count(self):
        return len(self.lines)

    @cached_property
    def audits(self):
        """The wine pipeline's predictions."""
        return [line for line in self.lines if line.get("function") == "predict"]

    @cached_property
    def errors(self):
        return sum(line["level"] == "ERROR" for line in self.lines)

    @cached_property
    def alcohol(self):
        """The sum over all predictions: a nested number."""
        values = (line["input_features"]["alcohol"] for line in self.audits)
        return sum(value for value in values if value is not None)

    @cached_property
    def of_one_run(self):
        """The lines of one run of the pipeline, and the sum of its predictions' alcohol."""
        return sum(len(lines) for file, lines in self.of_file.items() if file.parent.name == "today"), self.alcohol / 2

    @cached_property
    def p95(self):
        """Of the durations of the wine pipeline's predictions, in seconds."""
        return quantile([line["duration_seconds"] for line in self.audits], 0.95)

    @cached_property
    def first(self):
        return min(line["timestamp"] for line in self.lines)

    @cached_property
    def whole_seconds(self):
        return sum(line["timestamp"].endswith(".000000Z") for line in self.lines)


class Files:
    """One folder of files, perhaps with a field renamed, and the facts of the original."""

    def __init__(self, folder, facts=None):
        self.folder = Path(folder)
        self.facts = facts or Facts(self.native)

    @property
    def wine(self):
        """The pipeline's logs and audits of both days."""
        return [self.folder / f"native/{day}/{kind}.jsonl" for day in DAYS for kind in ("logs", "audit")]

    @property
    def hostile(self):
        return self.folder / "native/all/hostile.jsonl"

    @property
    def native(self):
        return [*self.wine, self.hostile]

    def of(self, form):
        """The lines in another format: those of one run of the pipeline, and the hostile ones."""
        return strict(self.folder / form / "wine.jsonl"), strict(self.folder / form / "hostile.jsonl")


def strict(file):
    """The lines of a file, as RFC 8259 wants them: complete, no NaN, no name twice, no lone surrogate, no NUL."""

    def no_duplicates(pairs):
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise Mismatch(f"{file.name}: a name twice in {names}")
        return dict(pairs)

    def refuse(constant):
        raise Mismatch(f"{file.name}: {constant} is no JSON")

    text = file.read_bytes().decode("utf-8")
    if not text.endswith("\n"):
        raise Mismatch(f"{file.name}: the last line is not ended")
    lines = []
    for line in text.split("\n")[:-1]:
        if len(line.encode()) > 16 * 1024:
            raise Mismatch(f"{file.name}: a line of {len(line.encode())} bytes")
        if "\\u0000" in line.replace("\\\\", "") or re.search(r"[\ud800-\udfff]", line):
            raise Mismatch(f"{file.name}: NUL or a lone surrogate in {line[:80]}")
        record = json.loads(line, object_pairs_hook=no_duplicates, parse_constant=refuse)
        json.dumps(record, ensure_ascii=False).encode("utf-8")  # refuses lone surrogates
        lines.append(record)
    return lines


def rename(field, source, target):
    """Copies a folder of files with one field renamed in every line."""
    new = field[:-1] + "_renamed" + field[-1]
    changed = 0
    for file in source.rglob("*.jsonl"):
        text = file.read_text("utf-8")
        for around in ('"{}":', '"key":"{}"'):  # a name, and a name as OTLP writes it
            changed += text.count(around.format(field))
            text = text.replace(around.format(field), around.format(new))
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, "utf-8")
    if not changed:
        raise SystemExit(f"no line has a field {field!r}")
    return target
