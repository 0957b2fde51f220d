"""Prints a row for each consumer: version, what was shown, pass or FAIL.

usage: table.py FOLDER                   all rows; then each consumer again over files with a field renamed, where it must fail
       table.py FOLDER --mutate FIELD    all rows over files in which FIELD is renamed
"""

import importlib
import shutil
import sys
import time
from pathlib import Path

from lines import Files, Mismatch, rename

CONSUMERS = [
    *("duckdb_sql", "chdb_sql", "polars_frames", "pyarrow_tables", "postgresql"),
    *("jq", "miller", "fblog", "pino_pretty", "rsyslog", "vector_vrl"),
    *("datadog_items", "ecs_rules", "gcp_entries", "emf_shape", "otlp_python", "otlp_rust"),
]


def show(consumer, files):
    """What the consumer showed and whether it passed. Whatever it raises is what it showed: readers fail in their own ways."""
    try:
        return consumer.show(files), True
    except Mismatch as mismatch:
        return str(mismatch), False
    except Exception as error:
        return f"{type(error).__name__}: {error}", False


def one_line(text, width=160):
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def table(consumers, files):
    """Prints the rows; how many failed."""
    failed = 0
    for consumer in consumers:
        begin = time.monotonic()
        shown, passed = show(consumer, files)
        failed += not passed
        seconds = time.monotonic() - begin
        verdict = "pass" if passed else "FAIL"
        print(f"{verdict} | {consumer.NAME:<28} | {consumer.version():<24} | {seconds:4.1f} s | {one_line(shown)}", flush=True)
    return failed


def mutate(field, folder):
    """A copy of the files with a field renamed; what is expected stays that of the original."""
    target = folder.parent / "renamed" / field
    shutil.rmtree(target, ignore_errors=True)
    return Files(rename(field, folder, target), Files(folder).facts)


def self_test(consumers, folder):
    """Renames each field that a consumer says it notices; how many renamings went unnoticed."""
    unnoticed = 0
    mutated = {}
    for consumer in consumers:
        for field in consumer.NOTICES:
            files = mutated.setdefault(field, mutate(field, folder) if field not in mutated else None)
            shown, passed = show(consumer, files)
            unnoticed += passed
            verdict = "FAIL: unnoticed" if passed else "noticed"
            print(f"{verdict} | {consumer.NAME:<28} | {field:<30} renamed | {one_line(shown, 110)}", flush=True)
    return unnoticed


def main():
    folder = Path(sys.argv[1])
    consumers = [importlib.import_module(f"consumers.{name}") for name in CONSUMERS]
    if sys.argv[2:3] == ["--mutate"]:
        failed = table(consumers, mutate(sys.argv[3], folder))
        print(f"{len(consumers) - failed} passed, {failed} failed with {sys.argv[3]} renamed")
        return failed > 0
    failed = table(consumers, Files(folder))
    print("\nThe same with a field renamed, each must fail:")
    unnoticed = self_test(consumers, folder)
    print(f"{len(consumers) - failed} passed, {failed + unnoticed} failed")
    return failed + unnoticed > 0


if __name__ == "__main__":
    sys.exit(main())
