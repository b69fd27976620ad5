#!/bin/sh
# Makes sure there is a Chromium for the tests of the page: the system's, else Debian's package, else Playwright's.
set -eu
cd "$(dirname "$0")/.."

for name in chromium chromium-browser google-chrome; do
    command -v $name >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
if .venv/bin/python -m playwright install chromium; then exit 0; fi
printf '%s\n' \
    "Die Tests der Seite brauchen Chromium. Abhilfe: apt install chromium" \
    "The tests of the page need Chromium. To repair: apt install chromium" >&2
exit 1
