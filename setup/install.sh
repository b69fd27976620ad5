#!/bin/sh
# Makes .venv and installs the assistant into it; `install.sh test` adds what the tests need.
# Does nothing when .venv already holds what pyproject.toml and constraints.txt ask for.
set -eu
cd "$(dirname "$0")/.."

wanted=${1:-run}
python=${PYTHON:-python3}
cpu_wheels=https://download.pytorch.org/whl/cpu

stop() {
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 1
}

state=$(cat pyproject.toml constraints.txt setup/install.sh | sha256sum | cut -c1-16)
done_file=.venv/.installed-$wanted-$state
[ -e "$done_file" ] && exit 0
[ "$wanted" = run ] && [ -e ".venv/.installed-test-$state" ] && exit 0

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null || stop \
    "Python 3.11 oder 3.12 fehlt. Abhilfe: apt install python3 python3-venv" \
    "Python 3.11 or 3.12 is missing. To repair: apt install python3 python3-venv"
[ -x .venv/bin/python ] || "$python" -m venv .venv || stop \
    "Die virtuelle Umgebung ließ sich nicht anlegen. Abhilfe: apt install python3-venv" \
    "The virtual environment could not be made. To repair: apt install python3-venv"
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }

echo "Installiere Abhängigkeiten (beim ersten Mal einige Minuten) / installing dependencies (some minutes the first time)" >&2

# 1. torch as a CPU build. The default source offers a CUDA build on Linux, which brings gigabytes of nvidia packages.
torch=$(grep '^torch==' constraints.txt)
if ! .venv/bin/python -c "import importlib.metadata as m; assert m.version('torch').split('+')[0] == '${torch#torch==}'" 2>/dev/null; then
    pip install --timeout 5 --retries 0 --index-url "$cpu_wheels" "$torch" -c constraints.txt 2>/dev/null || {
        if pip install --dry-run --report - "$torch" -c constraints.txt | grep -q '"name": "nvidia-'; then
            stop "torch käme mit CUDA-Paketen (mehrere GB). Abhilfe: CPU-Ausgabe von Hand installieren: .venv/bin/pip install --index-url $cpu_wheels $torch" \
                "torch would come with CUDA packages (several GB). To repair, install the CPU build by hand: .venv/bin/pip install --index-url $cpu_wheels $torch"
        fi
        pip install "$torch" -c constraints.txt
    }
fi

# 2. llama-cpp-python: a wheel where one fits, else built here, which takes a compiler and some minutes.
llama=$(grep '^llama-cpp-python==\|^llama_cpp_python==' constraints.txt)
if ! .venv/bin/python -c "import importlib.metadata as m; assert m.version('llama-cpp-python') == '${llama#*==}'" 2>/dev/null; then
    pip install --only-binary llama-cpp-python "$llama" -c constraints.txt 2>/dev/null || {
        for tool in cc c++ make; do
            command -v $tool >/dev/null || stop \
                "llama-cpp-python muss übersetzt werden, aber '$tool' fehlt. Abhilfe: apt install build-essential cmake" \
                "llama-cpp-python has to be compiled, but '$tool' is missing. To repair: apt install build-essential cmake"
        done
        echo "Übersetze llama.cpp / compiling llama.cpp" >&2
        pip install "$llama" -c constraints.txt
    }
fi

# 3. the rest
if [ "$wanted" = test ]; then pip install -e '.[test]' -c constraints.txt; else pip install -e . -c constraints.txt; fi

if .venv/bin/python -m pip list --format=freeze --disable-pip-version-check | grep -qi '^nvidia-'; then
    stop "Es wurden nvidia-Pakete installiert, die hier niemand braucht. Abhilfe: make clean, dann torch als CPU-Ausgabe: $cpu_wheels" \
        "nvidia packages were installed that nobody needs here. To repair: make clean, then torch as a CPU build: $cpu_wheels"
fi
rm -f .venv/.installed-*
touch "$done_file"
