#!/bin/sh
# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Installs the servers of servers.txt (Synapse, WsgiDAV) into an environment of their own, outside
# the checkout and outside Litfass' own. Needs Python 3.11 with venv, no root. Does nothing when all
# is there. `install_servers.sh --where` only says where that is.

set -eu
cd "$(dirname "$0")"

place=${LITFASS_REAL_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/litfass-real-servers}/python
if [ "${1:-}" = --where ]; then
  echo "$place"
  exit 0
fi

lock=$(cksum <servers.txt)
if [ -f "$place/.litfass-installed" ] && [ "$(cat "$place/.litfass-installed")" = "$lock" ]; then
  exit 0
fi

mkdir -p "$(dirname "$place")"
"${PYTHON:-python3}" -m venv --clear "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
  --only-binary :all: --requirement servers.txt
echo "$lock" >"$place/.litfass-installed"
