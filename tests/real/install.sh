#!/bin/sh
# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Installs the reference servers of the AT Protocol beside this script, by the locks that stand
# here. Needs npm, a C++ compiler, make and python3, but no root. Does nothing when all is there.
#
# The servers need Node 22: it comes as a package too, and its own headers serve the compiler,
# so whatever Node the machine has is only needed to run npm.

set -eu
cd "$(dirname "$0")"

locks=$(cat package-lock.json node22/package-lock.json | cksum)
stamp=node_modules/.litfass-installed
if [ -x node22/node_modules/.bin/node ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$locks" ]; then
  exit 0
fi

# Trust what the system trusts: Node brings a list of its own, and knows no CA of the house.
system=/etc/ssl/certs/ca-certificates.crt
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f "$system" ]; then
  export NODE_EXTRA_CA_CERTS="$system"
fi

(cd node22 && npm ci --no-progress)
header=$(find "$PWD/node22/node_modules" -path '*/include/node/node_api.h' | head -n 1)
home=${header%/include/node/node_api.h}
export PATH="$home/bin:$PATH" npm_config_nodedir="$home"
npm ci --no-progress
node -e "new (require('better-sqlite3'))(':memory:').close()"
echo "$locks" >"$stamp"
