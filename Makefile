# The whole set-up is `make demo` (talk to the bot in a browser) and `make test`. Each makes its own environment.

VENV ?= .venv
PYTHON := $(VENV)/bin/python
UV ?= uv

# A host gets what the bot runs on; whoever works on it gets the tools, too. Each is installed once, and again when its
# lock changes or the environment's Python has gone.
RUNTIME := $(VENV)/requirements.installed
TOOLS := $(VENV)/requirements-dev.installed
ifneq ($(shell $(PYTHON) -c 'print("works")' 2>/dev/null),works)
$(RUNTIME) $(TOOLS): anew
endif

.PHONY: help setup run demo test check soak bench map lock

help:
	@echo 'make demo   talk to the bot in a browser: no token, no internet'
	@echo 'make run    run it against Telegram (README.md says what it needs)'
	@echo 'make test   linters, types and every test but the long ones'
	@echo 'make check  linters, types and the structure test: seconds'
	@echo 'make soak   the long tests'
	@echo 'make bench  speed, size and cost, beside a bare bot'
	@echo 'make map    write the map of the code into README.md'
	@echo 'make lock   resolve the versions anew (needs uv)'

setup: $(TOOLS)

run: $(RUNTIME)
	$(PYTHON) -m bot run

demo: $(RUNTIME)
	$(PYTHON) -m bot demo

# A test that hangs shows where it stands and fails; without this it would hold up the whole run for ever.
NO_LONGER_THAN = -o faulthandler_exit_on_timeout=true -o faulthandler_timeout

test: lint
	$(PYTHON) -m pytest -q -m 'not soak' -n auto --dist worksteal $(NO_LONGER_THAN)=180

check: lint
	$(PYTHON) -m pytest -q tests/test_structure.py

soak: $(TOOLS)
	$(PYTHON) -m pytest -q -m soak -n auto --dist worksteal $(NO_LONGER_THAN)=1800

bench: $(TOOLS)
	$(PYTHON) -m benchmarks

map: $(TOOLS)
	$(PYTHON) scripts/code_map.py --write

.PHONY: lint anew
lint: $(TOOLS)
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy

# The tools' lock holds the bot's too, at the same versions.
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' pyproject.toml
lock:
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --constraints requirements.txt --group dev --output-file requirements-dev.txt

$(VENV)/%.installed: %.txt
	@scripts/venv.sh $(VENV) $<
	@touch $@
