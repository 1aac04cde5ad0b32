# Two commands do everything on a fresh machine: `make run` and `make test`.

SWIFT    ?= swift
PREFIX   ?= /usr/local
DATA     ?= ../shared/data
ARGS     ?=

# The binary that is run and installed carries the Swift runtime inside: it starts faster, and
# runs where no Swift is installed.
ifeq ($(shell uname),Linux)
STATIC   := --static-swift-stdlib
endif
RELEASE  := -c release --scratch-path .build/install $(STATIC)
MEASURE  := .build/install/release/Benchmarks
TESTED   := -c release -Xswiftc -enable-testing
BINARY   := .build/install/release/gumshoe

.PHONY: run build install test lint bench bench-shell bench-server conformance soak fuzz fuzz-plant \
        evaluate tools libraries

run: build
	@$(BINARY) demo

build: libraries
	$(SWIFT) build $(RELEASE) --product gumshoe

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 -s $(BINARY) "$(DESTDIR)$(PREFIX)/bin/gumshoe"

# Everything is tested as it is shipped: optimised. `make test ARGS='--filter ShellTests'` runs a part.
test: libraries
	$(SWIFT) build $(TESTED) --build-tests
	$(SWIFT) test $(TESTED) --skip-build $(ARGS)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

bench: bench-shell bench-server

bench-shell: build
	$(SWIFT) build $(RELEASE) --product Benchmarks
	$(MEASURE) all --data $(DATA) --binary $(BINARY) $(ARGS)

# With wrk on loopback, beside FastAPI; SESSIONS is how many the large store holds.
bench bench-server: NEEDED += wrk
bench-server: build
	Tests/ServerBench/run $(BINARY) $(SESSIONS)

# schemathesis, all checks, as member and as admin.
conformance: build
	Tests/Conformance/run $(BINARY)

# A minute of 'kill -9' on six servers of one store.
soak: libraries
	$(SWIFT) build $(TESTED) --build-tests
	GUMSHOE_SOAK_SECONDS=60 $(SWIFT) test $(TESTED) --skip-build --filter DurabilityTests

# libFuzzer on all that takes what strangers write, for SECONDS; what it finds lies in .build-fuzz.
# Its lines tell the coverage: `cov` counts edges of the code, `ft` features of the runs.
SECONDS  ?= 300
FUZZING  := .build-fuzz
FUZZ     := GUMSHOE_FUZZ=1 $(SWIFT) build -c release --sanitize fuzzer -Xswiftc -enable-testing \
            --product Fuzzing
FUZZER   := release/Fuzzing -timeout=5 -max_len=4096 -max_total_time=$(SECONDS)

fuzz: libraries
	$(FUZZ) --scratch-path $(FUZZING)
	@mkdir -p $(FUZZING)/corpus
	$(FUZZING)/$(FUZZER) -print_final_stats=1 -artifact_prefix=$(FUZZING)/ $(FUZZING)/corpus \
	  Tests/Fuzzing/Seeds $(ARGS)

# A trap is planted and must be found within a minute: else the fuzzing finds nothing either.
fuzz-plant: SECONDS = 60
fuzz-plant: libraries
	$(FUZZ) --scratch-path $(FUZZING)-plant -Xswiftc -DFUZZ_PLANT
	@mkdir -p $(FUZZING)-plant/corpus
	@if $(FUZZING)-plant/$(FUZZER) -artifact_prefix=$(FUZZING)-plant/ \
	    $(FUZZING)-plant/corpus Tests/Fuzzing/Seeds 2> $(FUZZING)-plant/log; \
	  then echo "The planted trap was not found: $(FUZZING)-plant/log" >&2; exit 1; fi
	@grep "the planted trap" $(FUZZING)-plant/log

evaluate: libraries
	@$(SWIFT) build $(RELEASE) --product Benchmarks >&2
	@$(MEASURE) evaluate --data $(DATA) $(ARGS)

# What is missing is installed: by apt as root or by sudo, by Homebrew; else the command is shown.
DEBIAN   := libedit-dev libmd4c-dev libsqlite3-dev zlib1g-dev libvterm-dev
BREW     := libedit md4c sqlite libvterm

tools:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "gumshoe needs Swift 6.2 or newer: https://www.swift.org/install" >&2; exit 1; }

libraries: tools
	@if command -v dpkg-query >/dev/null; then \
	  missing=""; \
	  for package in $(DEBIAN) $(NEEDED); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' \
	      || missing="$$missing $$package"; \
	  done; \
	  test -z "$$missing" && exit 0; \
	  command="apt-get install -y --no-install-recommends$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then sudo=""; \
	  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo="sudo -n"; \
	  elif command -v sudo >/dev/null && [ -t 0 ]; then sudo="sudo"; \
	  else echo "Missing:$$missing. As root, type: apt-get update && $$command" >&2; exit 1; fi; \
	  echo "Installing$$missing"; \
	  { $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive $$command -qq; } \
	    || { echo "That failed. As root, type: apt-get update && $$command" >&2; exit 1; }; \
	elif command -v brew >/dev/null; then \
	  brew list --versions $(BREW) $(NEEDED) >/dev/null || brew install $(BREW) $(NEEDED); \
	else \
	  echo "Install the development files of libedit, md4c, SQLite, zlib and libvterm" \
	    "(Debian's names: $(DEBIAN)), then call make again." >&2; exit 1; \
	fi
