# Treaty Timeline. Two commands: `make run` and `make test`. Everything else is for special days.
PYTHON ?= python3
VENV := .venv/bin

.PHONY: run setup test check cover-law fuzz-pages bench-law bench-timeline bench-page bench-slow bench-strangers admin backup restore manage lock clean help

help:            ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## */\t/' | expand -t 12

run: setup       ## everything, at http://127.0.0.1:8000 (PORT=… for another port)
	@exec $(VENV)/python -m timeline.embedded run

setup:           ## only prepare .venv from the lock
	@$(PYTHON) timeline/embedded/install.py

test:            ## checks and all tests: Python, JavaScript, browser
	@$(PYTHON) timeline/embedded/install.py --dev
	@exec $(VENV)/python -m tests.everything

check:           ## lint, format and types only
	@$(PYTHON) timeline/embedded/install.py --dev
	@exec $(VENV)/python -m tests.everything check

cover-law:       ## the tests of the law of time; fails unless they take every branch of it
	@$(PYTHON) timeline/embedded/install.py --dev
	@exec $(VENV)/python -m tests.everything law

fuzz-pages:      ## every address with hostile values, as every role: no 5xx (FUZZ_REQUESTS=… FUZZ_SECONDS=…)
	@$(PYTHON) timeline/embedded/install.py --dev
	@FUZZ_REQUESTS=$${FUZZ_REQUESTS:-20000} FUZZ_SECONDS=$${FUZZ_SECONDS:-420} $(VENV)/python -m pytest -q -s --show-capture=no --tb=no tests/web/test_fuzz.py

bench-law:       ## projections a second, and a whole register rebuilt (SIZES="1000 10000 100000")
	@$(PYTHON) timeline/embedded/install.py --dev
	@$(VENV)/python -m tests.bench.law
	@exec $(VENV)/python -m tests.bench.register

bench-page:      ## how long until the page of a large register can be used, in a real browser (SIZES="1000 10000 100000")
	@$(PYTHON) timeline/embedded/install.py --dev
	@exec $(VENV)/python -m tests.bench.page

bench-timeline:  ## how long until the timeline is drawn, and how long is a frame, at up to a million
	@$(PYTHON) timeline/embedded/install.py --dev
	@exec $(VENV)/python -m tests.bench.timeline

bench-slow:      ## is the site answered while slow clients hold connections: make run, and deploy/ with nginx
	@$(PYTHON) timeline/embedded/install.py --dev
	@exec $(VENV)/python -m tests.bench.slow

bench-strangers: ## what a stranger gets: wrong passwords, letters, costly questions, huge PDFs
	@$(PYTHON) timeline/embedded/install.py --dev
	@exec $(VENV)/python -m tests.bench.strangers

admin: setup     ## an administrator with a new password (NAME=… for another name)
	@exec $(VENV)/python -m timeline.embedded admin $(NAME)

backup: setup    ## the whole register in one file (FILE=… to name it)
	@exec $(VENV)/python -m timeline.embedded backup $(FILE)

restore: setup   ## put FILE=… in the place of what is there
	@exec $(VENV)/python -m timeline.embedded restore "$(FILE)"

manage: setup    ## a command of manage.py in reach of the servers: make manage DO="rehearse …"
	@exec $(VENV)/python -m timeline.embedded manage $(DO)

lock:            ## pin and hash requirements*.txt anew (needs uv)
	@UV_CUSTOM_COMPILE_COMMAND="make lock"; export UV_CUSTOM_COMPILE_COMMAND; \
	compile="uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links"; \
	$$compile requirements.txt -o requirements.lock && \
	$$compile -c requirements.lock requirements-dev.txt -o requirements-dev.lock && \
	$$compile requirements-uv.txt -o requirements-uv.lock
