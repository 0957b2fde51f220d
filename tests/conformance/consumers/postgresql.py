"""PostgreSQL: every line into a `jsonb` column; a server of its own, in a folder of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from lines import Mismatch, equal
from tools import output

NAME = "PostgreSQL jsonb"
NOTICES = ["duration_seconds", "timestamp", "input_features"]

QUERY = r"""
\set ON_ERROR_STOP on
create temp table lines (line jsonb);
\copy lines from program 'cat "$CONFORMANCE_LINES"' with (format csv, quote e'\x01', delimiter e'\x02')
select count(*), count(*) filter (where line ->> 'level' = 'ERROR'),
    to_char(min((line ->> 'timestamp')::timestamptz) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    count(*) filter (where (line ->> 'timestamp')::timestamptz is null)
from lines;
select percentile_cont(0.95) within group (order by (line ->> 'duration_seconds')::float8),
    sum((line -> 'input_features' ->> 'alcohol')::float8)
from lines where line ->> 'function' = 'predict';
"""


def programs():
    """The folder of the newest server's programs."""
    found = sorted(Path(root) for root in os.environ["CONFORMANCE_POSTGRESQL"].split() if Path(root, "initdb").exists())
    if not found:
        raise Mismatch("no PostgreSQL server is installed")
    return found[-1]


def version():
    return output(programs() / "postgres", "--version").split()[2]


@contextmanager
def server():
    """A server on a free port on loopback; it refuses to be root, so root hands it to `nobody`."""
    # In the usual place for what is temporary: `nobody` may not enter everybody's project folder.
    folder = Path(tempfile.mkdtemp(prefix="conformance-postgresql-"))
    user = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    data, control = folder / "data", programs() / "pg_ctl"
    options = {"cwd": folder, "env": os.environ | {"LC_ALL": "C.UTF-8"}, **user}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "timeout": 60, "check": True}
    try:
        subprocess.run([programs() / "initdb", "-D", data, "-U", "lines", "-A", "trust", "-E", "UTF8", "-N"], **options, **quiet)
        start = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off -c jit=off"
        log = ["-l", folder / "log", "-w"]
        subprocess.run([control, "-D", data, *log, "-o", start, "start"], **options, **quiet | {"stderr": subprocess.DEVNULL})
        try:
            yield port
        finally:
            subprocess.run([control, "-D", data, "-m", "immediate", "-w", "stop"], **options, **quiet)
    except subprocess.CalledProcessError as failed:
        raise Mismatch(f"{failed.cmd[0]}: {(failed.stderr or b'').decode()[-500:]}") from failed
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def show(files):
    facts = files.facts
    with server() as port, tempfile.NamedTemporaryFile() as all_lines:
        all_lines.write(b"".join(file.read_bytes() for file in files.native))
        all_lines.flush()
        client = [programs() / "psql", "-X", "-q", "-A", "-t", "-F", "\t", "-h", "127.0.0.1", "-p", port, "-U", "lines", "postgres"]
        environment = os.environ | {"CONFORMANCE_LINES": all_lines.name, "PGCLIENTENCODING": "UTF8"}
        [whole, wine] = output(*client, input=QUERY.encode(), env=environment).splitlines()
    count, errors, first, bad = whole.split("\t")
    equal("lines", int(count), facts.count)
    equal("errors", int(errors), facts.errors)
    equal("first timestamp", first, facts.first)
    equal("times that are missing", int(bad), 0)
    p95, alcohol = (float(value or "nan") for value in wine.split("\t"))
    equal("p95", p95, facts.p95)
    equal("sum of alcohol", alcohol, facts.alcohol)
    return f"{facts.count} lines as jsonb, none refused, nested sum {facts.alcohol:.1f}, p95 {facts.p95 * 1e6:.1f} µs"
