"""Runs the tools that were installed."""

import subprocess

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
