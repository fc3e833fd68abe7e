#!/bin/sh
# Makes a virtual environment and keeps it at its lock file; does nothing when it is already there.
# Takes the functions' own Python where it is there, which alone compiles their package.
# Usage: infra/bootstrap.sh FOLDER LOCK
set -eu
folder=$1
lock=$2
stamp=$folder/.lock

if [ -f "$stamp" ] && cmp -s "$lock" "$stamp" && [ -x "$folder/bin/python" ]; then
    exit 0
fi

say() {
    printf 'lianluo: %s\n' "$1" >&2
}

recent() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

functions=$(sed -n 's/^ *Runtime: *python//p' "$(dirname "$0")/../template.yaml" | head -n 1)
python=
for candidate in ${PYTHON:-python$functions python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if recent "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=$(${PYTHON:-python3} --version 2>&1) || found='no Python'
    say "Python 3.11 or newer is needed, found ${found}; install one, or name it: make PYTHON=/path/to/python3.11 ..."
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    say "$("$python" --version) has no venv module; install it (Debian and Ubuntu: apt install python3-venv)"
    exit 1
fi

if [ ! -x "$folder/bin/python" ] || ! recent "$folder/bin/python"; then
    say "making $folder with $("$python" --version)"
    rm -rf "$folder"
    "$python" -m venv "$folder"
    case $("$python" --version) in
    "Python $functions".*) ;;
    *) say "functions run on Python $functions: this one packages them uncompiled, and they start more slowly" ;;
    esac
fi
say "installing $lock into $folder"
if ! "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$lock"; then
    say "pip could not install $lock: is PyPI (or the index that pip is configured for) within reach?"
    exit 1
fi
cp "$lock" "$stamp"
