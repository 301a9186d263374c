#!/bin/sh
# Makes the virtual environment FOLDER where there is none, and installs the locked versions of LOCK into it.
# usage: scripts/venv.sh FOLDER LOCK
set -eu
folder=$1
lock=$2

say() { echo "$*" >&2; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in python3.11 python3 python3.13 python3.12; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    say "Goldseam needs Python 3.11 or newer; on Debian and Ubuntu: sudo apt install python3 python3-venv"
    return 1
}

# Debian keeps what a virtual environment needs in a package of its own.
require_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing Debian's $package, which a virtual environment needs"
        apt-get -qq update >/dev/null
        DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "$package" >/dev/null
        "$1" -c 'import ensurepip, venv' && return
    fi
    say "This Python cannot make a virtual environment yet; on Debian and Ubuntu: sudo apt install $package"
    return 1
}

# One whose Python has gone (an upgrade of the system) or that was left half made is made anew.
if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    require_venv "$python"
    "$python" -m venv --clear "$folder"
fi
say "Installing the versions of $lock into $folder; this happens once"
"$folder/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --requirement "$lock"
