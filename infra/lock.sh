#!/bin/sh
# Rewrites every requirements*.lock from what pip chooses today.
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
# What the bench sets beside this project, with the same versions of what both use.
freeze requirements-bench.lock -c requirements.lock boto3 chalice pynamodb marshmallow \
    'aws-lambda-powertools==3.*' 'pydantic==2.*' fastapi mangum matplotlib
freeze requirements-security.lock 'pip-audit==2.*' 'bandit==1.*' 'detect-secrets==1.*'
