# Anjungan Desa. `make help` says what there is.
SHELL := /bin/sh
PYTHON ?= $(shell test -x /usr/bin/python3 && echo /usr/bin/python3 || echo python3)
BIN := .venv/bin

RUN_PACKAGES := ca-certificates gcc gettext libpcsclite-dev libpcsclite1 mosquitto python3 python3-dev \
	python3-venv swig fonts-dejavu-core fonts-mplus
TEST_PACKAGES := iproute2 mmdebstrap mosquitto-clients mount pcscd poppler-utils procps tmux util-linux \
	vsmartcard-vpcd zbar-tools

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard appliance/locale/*/LC_MESSAGES/*.po))

.PHONY: help setup demo test check bench torture fuzz docs pictures lock clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: .venv/ready $(CATALOGUES) ## Install everything into .venv (asks apt for what Debian has to give)

.venv/ready: requirements.lock pyproject.toml tools/packages Makefile
	@tools/packages $(RUN_PACKAGES)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Python packages into .venv"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

%.mo: %.po | .venv/ready
	@msgfmt --check-format -o $@ $<

demo: setup ## Show the whole chain: tap, data, letter, paper, event at the province
	@$(BIN)/python -m appliance.demo

test: setup ## Every test, on real daemons
	@tools/packages $(TEST_PACKAGES)
	@$(BIN)/pytest -n 2 --dist loadfile

check: setup ## Style, types, import contracts and documents
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy appliance province
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q tests/docs

bench: setup ## Ratios against a peer or a limit, in one run
	@tools/packages $(TEST_PACKAGES)
	@$(BIN)/python -m benchmarks

torture: setup ## 300 kills and power cuts at random instants of everything
	@$(BIN)/python -m tests.torture --kills 300

fuzz: setup ## A million bad inputs of every sort
	@$(BIN)/python -m tests.fuzz --inputs 1000000

docs: setup ## Write the generated parts of the documents
	@$(BIN)/python -m tools.write_docs

pictures: setup ## Renew the pictures of the README from the demo
	@$(BIN)/python -m appliance.demo --story --out demo-out
	@cp demo-out/rangkaian.png docs/pictures/rangkaian.png

lock: ## Renew the hash-locked requirements (needs uv)
	uv pip compile -q --universal --python-version 3.11 --all-extras --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-annotate --no-header --upgrade pyproject.toml -o requirements.lock

clean: ## Remove what was built
	rm -rf .venv .cache build *.egg-info demo-out $(CATALOGUES)
