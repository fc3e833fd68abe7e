#!/bin/sh
# Rewrites requirements.lock and requirements-sam.lock from what pip chooses today.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

freeze() { # freeze LOCK REQUIREMENT...
    lock=$1
    shift
    rm -rf "$work/venv"
    "${PYTHON:-python3.11}" -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    {
        echo "# Every package that make installs, pinned. Made by: make lock"
        "$work/venv/bin/python" -m pip freeze --exclude lianluo
    } >"$lock"
}

freeze requirements.lock '.[dev]'
freeze requirements-sam.lock 'aws-sam-cli==1.170.*'
