#!/usr/bin/env bash
# Browser tests drive the system's Chromium. Install it where that is possible, else say how.
set -euo pipefail
for name in "${ATLAS_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Chromium is missing; installing the packages chromium and fonts-noto-cjk ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
  exit 0
fi
echo "Chromium is missing. Install the package 'chromium' (Debian: apt-get install chromium fonts-noto-cjk)" >&2
echo "or set ATLAS_CHROMIUM to the path of a Chromium or Chrome." >&2
exit 1
