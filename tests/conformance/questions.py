"""The page of questions: every query is run, and the answers on the page are those that the files give.

usage: questions.py FOLDER           compares; ends with 1 if an answer differs
       questions.py FOLDER --write   writes the answers into the page
"""

import json
import os
import re
import shutil
import sys
from pathlib import Path

from lines import DAYS, Mismatch

PAGE = Path(__file__).parents[2] / "examples/QUESTIONS.md"

# A query and, behind it, its answer.
BLOCK = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n(?P<answer>.*?)```\n)?", re.DOTALL)
SETUP = re.compile(r"```sql setup\n(.*?)```", re.DOTALL)


def differs(column):
    """Is the column another one in each run?"""
    return column.endswith("_us") or column in ("timestamp", "run")


class Answers:
    """Runs the page's queries over files laid as the page says, `change` applied to each of today's audit lines."""

    def __init__(self, folder, change=None):
        import duckdb

        self.place = folder.parent / "questions"
        shutil.rmtree(self.place, ignore_errors=True)
        for kind in ("logs", "audit"):
            (self.place / kind).mkdir(parents=True)
            for day in DAYS:
                text = (folder / f"native/{day}/{kind}.jsonl").read_text("utf-8")
                if change and (kind, day) == ("audit", "today"):
                    text = "".join(changed for line in text.splitlines() if (changed := change(json.loads(line))))
                (self.place / kind / f"{day}.jsonl").write_text(text, "utf-8")
        self.connection = duckdb.connect()
        os.chdir(self.place)  # the page's paths are relative
        self.connection.execute(SETUP.search(PAGE.read_text("utf-8"))[1])

    def of(self, sql):
        """The columns' names, and the rows as texts."""
        # Casting spares fetching times with zones, for which DuckDB wants one more package.
        self.connection.execute(f"create or replace temp table answer as {sql.strip().rstrip(';')}")
        self.connection.execute("select columns(*)::varchar from answer")
        names = [column[0] for column in self.connection.description]
        rows = [["" if value is None else value for value in row] for row in self.connection.fetchall()]
        return names, rows


def drawn(names, rows):
    """The answer as a table of text."""
    table = [names, *rows]
    widths = [max(len(row[at]) for row in table) for at in range(len(names))]
    return "".join(" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() + "\n" for row in table)


def comparable(text):
    """A drawn table without what differs from run to run, its rows in any order."""
    table = [[cell.strip() for cell in line.split(" | ")] for line in text.splitlines()]
    kept = [at for at, name in enumerate(table[0]) if not differs(name)]
    return [table[0], *sorted([row[at] if at < len(row) else "" for at in kept] for row in table[1:])]


def compare(folder):
    """Raises unless each answer on the page is what the files give; how many were compared."""
    answers = Answers(folder)
    blocks = list(BLOCK.finditer(PAGE.read_text("utf-8")))
    if len(blocks) < 8:
        raise Mismatch(f"{len(blocks)} questions on the page")
    for number, block in enumerate(blocks, 1):
        given = comparable(drawn(*answers.of(block["sql"])))
        page = comparable(block["answer"] or "\n")
        if given != page:
            other = next((pair for pair in zip(given, page) if pair[0] != pair[1]), (len(given), len(page)))
            raise Mismatch(f"question {number}: the files say {other[0]}, the page {other[1]}")
    return blocks


def notice(folder, blocks):
    """Raises unless the queries see a drift and a missing line where there is one: here there is none."""

    def warmer(line):
        if line.get("function") == "predict" and line["input_features"]["alcohol"] is not None:
            line["input_features"]["alcohol"] += 1
        return json.dumps(line) + "\n"

    names, rows = Answers(folder, warmer).of(blocks[3]["sql"])
    [shift] = [row[names.index("shift_in_spreads")] for row in rows if row[0] == "alcohol"]
    if float(shift) < 0.5:
        raise Mismatch(f"one more per cent of alcohol is a shift of {shift}")

    def lossy(line):
        return None if line.get("seq") == 100 else json.dumps(line) + "\n"

    names, rows = Answers(folder, lossy).of(blocks[7]["sql"])
    missing = sum(int(row[names.index("missing")]) for row in rows)
    if missing != 1:
        raise Mismatch(f"one line taken out, {missing} missing")


def write(folder):
    answers = Answers(folder)

    def answered(block):
        return f"```sql\n{block['sql']}```\n\n```text\n{drawn(*answers.of(block['sql']))}```\n"

    PAGE.write_text(BLOCK.sub(answered, PAGE.read_text("utf-8")), "utf-8")


def main():
    folder = Path(sys.argv[1]).absolute()
    if sys.argv[2:] == ["--write"]:
        return write(folder)
    try:
        blocks = compare(folder)
        notice(folder, blocks)
    except Mismatch as mismatch:
        print(f"FAIL | examples/QUESTIONS.md | {mismatch}")
        return 1
    print(f"pass | examples/QUESTIONS.md | {len(blocks)} answers are those of the files; a drift and a missing line are seen")
    return 0


if __name__ == "__main__":
    sys.exit(main())
