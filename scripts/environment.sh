# Sourced by the commands in this folder: a private Python environment with exactly the locked packages.
# Set up once, and again only when requirements.lock changes.

set -euo pipefail
# With CDPATH set, `cd scripts/..` may lead into another project, and prints where.
unset CDPATH
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
export NO_MKDOCS_2_WARNING=1 PYTHONPATH="$ROOT/hooks:$ROOT/scripts" PYTHONDONTWRITEBYTECODE=

find_python() {
  local candidate
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "Python 3.11.5 or newer is needed, and none was found. Install one, for example: apt-get install python3 python3-venv" >&2
  return 1
}

set_up_environment() {
  local wanted stamp="$VENV/.locked" python
  wanted="$(sha256sum "$ROOT/requirements.lock" | cut -d' ' -f1)"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return; fi
  python="$(find_python)"
  # Two commands may start at once: the second waits for the first, and then finds the work done.
  exec 9> "$ROOT/.venv.lock"
  flock 9 2>/dev/null || true
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then exec 9>&-; return; fi
  echo "Setting up the private environment .venv (once; about a minute) …" >&2
  "$python" -m venv --clear "$VENV" || {
    echo "Python's venv module is missing. Install it, for example: apt-get install python3-venv" >&2
    exit 1
  }
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
    -r "$ROOT/requirements.lock"
  echo "$wanted" > "$stamp"
  exec 9>&-
}

# The libraries that the pages load are copied into the site from node_modules, never committed.
set_up_browser_packages() {
  if cmp -s "$ROOT/package-lock.json" "$ROOT/node_modules/.locked"; then return; fi
  if ! command -v npm >/dev/null; then
    echo "npm is needed to fetch the browser-side libraries. Install it, for example: apt-get install npm" >&2
    exit 1
  fi
  exec 9> "$ROOT/.venv.lock"
  flock 9 2>/dev/null || true
  if ! cmp -s "$ROOT/package-lock.json" "$ROOT/node_modules/.locked"; then
    echo "Fetching the browser-side libraries (once; a few seconds) …" >&2
    (cd "$ROOT" && npm ci --no-audit --no-fund --loglevel=error >&2)
    cp "$ROOT/package-lock.json" "$ROOT/node_modules/.locked"
  fi
  exec 9>&-
}

set_up_environment
set_up_browser_packages
cd "$ROOT"
