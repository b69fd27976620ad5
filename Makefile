# Two commands: `make run` starts the assistant, `make test` checks it. Both install what they need first.
.PHONY: run test install clean

PYTHON := .venv/bin/python

run: install
	@$(PYTHON) app.py

test:
	@sh setup/install.sh test
	@sh setup/chromium.sh
	$(PYTHON) -m ruff check .
	$(PYTHON) -m pytest

install:
	@sh setup/install.sh

clean:
	rm -rf .venv
