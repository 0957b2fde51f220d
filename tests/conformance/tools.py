"""Runs the tools that were installed."""

import re
import subprocess
from pathlib import Path

from lines import Mismatch


def run(*command, **options):
    """Runs a command to its end; its two outputs as bytes. Raises `Mismatch` with what it said if it failed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=120, **options)
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise Mismatch(f"{command[0]} ended with {done.returncode}: {said[-500:]}")
    return done


def output(*command, **options):
    """What a command wrote on stdout."""
    return run(*command, **options).stdout.decode("utf-8")


def locked(crate):
    """The version of a crate that the Rust readers were built with."""
    lock = Path(__file__).with_name("readers") / "Cargo.lock"
    return re.search(rf'name = "{crate}"\nversion = "([^"]+)"', lock.read_text())[1]
