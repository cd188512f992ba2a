#!/bin/sh
# Sees to it that the browser tests have what they need: headless Chromium, Chinese fonts, poppler.
# Installs with apt where it may; otherwise says in one line what is missing.
set -u
missing=""
found=""
for name in chromium-headless-shell chromium chromium-browser google-chrome microsoft-edge; do
  if command -v "$name" >/dev/null 2>&1; then found=$name; break; fi
done
[ -n "${COMPANION_CHROMIUM:-}" ] && found=$COMPANION_CHROMIUM
[ -n "$found" ] || missing="$missing chromium-headless-shell"
if command -v fc-list >/dev/null 2>&1; then
  fc-list 2>/dev/null | grep -qi "CJK" || missing="$missing fonts-noto-cjk"
else
  missing="$missing fontconfig fonts-noto-cjk"
fi
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="none"; fi
fi
if command -v apt-get >/dev/null 2>&1 && [ "$as_root" != none ]; then
  export DEBIAN_FRONTEND=noninteractive
  echo "Installing$missing"
  log=$(mktemp)
  # shellcheck disable=SC2086
  if { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    rm -f "$log"
    exit 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
fi
echo "The browser tests need:$missing (on Debian: apt install$missing); without them they are skipped." >&2
exit 0
