# `make run` opens the demonstration, `make test` runs every test. `make help` lists the rest.
# Nothing here is needed in production: see docs/deploiement.md.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check bench screenshots lock clean dev browser

PORT ?= 8000
VAR := $(or $(CAPACITIES_VAR),$(CURDIR)/var)
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
BIN := .venv/bin
MANAGE := CAPACITIES_DEMO=1 $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --root-user-action=ignore --require-hashes -r
RECENT := import sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$p -c '$(RECENT)' 2>/dev/null; then command -v $$p; break; fi; done)

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1|\2/' | column -t -s '|'

# --- What has to be there ---------------------------------------------------------------------------------------------
$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Il faut Python 3.11 ou plus récent. Sous Debian ou Ubuntu : sudo apt install python3 python3-venv" >&2; exit 1; fi
	@echo "Environnement Python…"
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || scripts/debian "le module venv de Python" python3-venv
	@$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt | $(BIN)/python
	@echo "Bibliothèques Python (une à deux minutes la première fois)…"
	@$(PIP) $<
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "Outils de développement…"
	@$(PIP) $<
	@touch $@

# Without Pango the portal starts all the same and its PDF exports say what is missing; asked again at the next start.
.venv/.pdf: | .venv/.run
	@$(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 || \
	  scripts/debian "les bibliothèques qui dessinent les PDF" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
	@if $(BIN)/python -c 'import weasyprint' >/dev/null 2>&1; then touch $@; \
	  else echo "Le portail démarre sans export PDF."; fi

node_modules/.run: package-lock.json | .venv/.run
	@echo "Fichiers des pages (npm)…"
	@scripts/with-node npm ci --omit=dev --loglevel=error
	@touch $@

node_modules/.dev: package-lock.json | .venv/.run
	@scripts/with-node npm ci --loglevel=error
	@touch node_modules/.run $@

$(VAR)/static/staticfiles.json: node_modules/.run .venv/.run $(shell find static -type f)
	@echo "Compression des fichiers statiques…"
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

dev: .venv/.dev .venv/.pdf node_modules/.dev

browser:
	@command -v chromium chromium-browser google-chrome $(CHROMIUM) >/dev/null || scripts/debian "le navigateur des parcours" chromium || [ "$(STRICT)" != 1 ]

office:
	@command -v soffice >/dev/null || scripts/debian "le tableur qui recalcule les exports" libreoffice-calc-nogui || [ "$(STRICT)" != 1 ]

# --- What people ask for ----------------------------------------------------------------------------------------------
run: .venv/.run .venv/.pdf node_modules/.run $(VAR)/static/staticfiles.json ## open the demonstration on http://127.0.0.1:8000 (PORT=… changes it)
	@$(MANAGE) demo --port $(PORT)

test: dev browser office ## every test, on SQLite then on PostgreSQL (ARGS=… goes to pytest, STRICT=1 allows no skip)
	@status=0; \
	echo "== Tests on SQLite"; \
	DATABASE_URL= STRICT=$(STRICT) $(BIN)/python -m pytest $(ARGS) || status=1; \
	if $(BIN)/python -c 'import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=3)' $(TEST_DATABASE_URL) 2>/dev/null; then \
	  echo "== Tests on PostgreSQL"; \
	  DATABASE_URL=$(TEST_DATABASE_URL) STRICT=$(STRICT) $(BIN)/python -m pytest $(ARGS) || status=1; \
	else \
	  echo "No PostgreSQL answers at $(TEST_DATABASE_URL): tested on SQLite only. TEST_DATABASE_URL=… names another one."; \
	  [ "$(STRICT)" != 1 ] || status=1; \
	fi; exit $$status

check: dev ## style, layers, settings, migrations, scripts, lock files
	@echo "== Python"; $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== Templates"; find templates -name '*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	@echo "== Layers"; $(BIN)/lint-imports --no-cache --no-logo
	@echo "== Django"; $(MANAGE) check --fail-level WARNING && $(MANAGE) makemigrations --check --dry-run
	@echo "== Production settings"; SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  ALLOWED_HOSTS=portail.exemple.fr CAPACITIES_DEMO= $(BIN)/python manage.py check --deploy --fail-level WARNING
	@echo "== Scripts"; for file in $$(find static/js -name '*.js'); do scripts/with-node node --check $$file || exit 1; done
	@echo "== Lock files name no registry"; \
	  ! grep -nE '://|^--(index|extra|find)' requirements/*.txt && ! grep -n '"resolved"' package-lock.json

bench: dev $(VAR)/static/staticfiles.json ## measure, and write docs/benchmarks.md
	@$(BIN)/python -m tests.bench

screenshots: dev browser $(VAR)/static/staticfiles.json ## take the pictures of docs/screenshots anew
	@$(BIN)/python scripts/screenshots.py

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)
lock: .venv/.dev ## write the lock files anew from pyproject.toml and package.json (UPGRADE=1 takes newer versions)
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	@$(LOCK) --group node -o requirements/node.txt
	@scripts/with-node npm install --package-lock-only --silent

clean: ## remove everything that can be made anew; the data in var/ stay
	rm -rf .venv node_modules .pytest_cache .ruff_cache .hypothesis .import_linter_cache $(VAR)/static
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
