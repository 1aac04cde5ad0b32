# Two commands do everything on a fresh machine: `make run` and `make test`.

SWIFT    ?= swift
PREFIX   ?= /usr/local
DATA     ?= ../shared/data
ARGS     ?=

# Everything is built in one configuration and one folder, so that each module is compiled once: for
# the shell, the tests and the measurements alike. Debug information would take 6 % of the time and
# half of the disk; C at -O1 would save 8 % of BoringSSL's and slow down TLS.
FLAGS    := -c release -debug-info-format none
BUILT    := .build/release
MEASURE  := $(BUILT)/Benchmarks
BINARY   := .build/gumshoe
# Folders too: their times tell that a file came or went. Spaces in names would part them.
INPUTS   := $(shell find Package.swift Makefile .make Sources Modules 2>/dev/null)
TESTED   := $(shell find Tests 2>/dev/null)
PROGRESS := .make/progress

.PHONY: run build install uninstall manual recording test lint bench bench-shell bench-server \
  conformance soak fuzz fuzz-plant evaluate figures phrasings libraries
.DELETE_ON_ERROR:

run: $(BINARY)
	@exec $(BINARY) demo

build: $(BINARY)

# What is installed, below PREFIX; 'make uninstall' takes away these files and nothing else.
MAN      := share/man
INSTALLED := bin/gumshoe $(MAN)/man1/gumshoe.1 $(MAN)/man5/gumshoe-config.5 \
  $(MAN)/man7/gumshoe-shell.7 share/bash-completion/completions/gumshoe \
  share/zsh/site-functions/_gumshoe share/fish/vendor_completions.d/gumshoe.fish
MANUAL   := .build/manual

install: $(MANUAL)
	@for file in $(INSTALLED); do \
	  install -d "$(DESTDIR)$(PREFIX)/$$(dirname $$file)" || exit; \
	  case $$file in bin/*) from=$(BINARY) mode=755 ;; *) from=$(MANUAL)/$$file mode=644 ;; esac; \
	  install -m $$mode $$from "$(DESTDIR)$(PREFIX)/$$file" || exit; \
	  echo "$(DESTDIR)$(PREFIX)/$$file"; \
	done

uninstall:
	@for file in $(INSTALLED); do rm -f "$(DESTDIR)$(PREFIX)/$$file" || exit; done

# The manual and the completions, which the binary tells of itself. See them by `make manual`.
manual: $(MANUAL)
	@man -l $(MANUAL)/$(MAN)/man1/gumshoe.1

$(MANUAL): $(BINARY)
	@rm -rf $@ && .make/manual $(BINARY) $@.new $(INSTALLED) && mv $@.new $@

# The binary that is run, tested and installed. On Linux its objects are linked once more, with the
# Swift runtime inside: it starts faster, and runs where no Swift is installed. SwiftPM's own switch
# for that compiles every module another way, in which no test can be built. Foundation's static
# libraries do not name what they need themselves.
STATIC   := -lCoreFoundation -l_CFXMLInterface -l_FoundationICU -l_FoundationCShims \
  -l_FoundationCollections

$(BINARY): $(INPUTS) | libraries
	@test -e $@ || echo "Building gumshoe, once: 5 to 15 minutes on two processors." >&2
	@mkdir -p .build && touch .build/begun
	@$(PROGRESS) .build/build.log '' $(SWIFT) build $(FLAGS) --product gumshoe
ifeq ($(shell uname),Linux)
	@$(PROGRESS) .build/link.log '' $(SWIFT)c -static-stdlib -use-ld=lld -emit-executable -o $@ \
	  @$(BUILT)/gumshoe.product/Objects.LinkFileList $(STATIC) -lstdc++ \
	  -Xlinker --defsym -Xlinker main=gumshoe_main -Xlinker --gc-sections \
	  -Xlinker --no-export-dynamic -Xlinker --strip-all
else
	@cp $(BUILT)/gumshoe $@ && strip $@
endif
	@touch -r .build/begun $@

# Tests that run at once: more would wait for each other's processes, and for screens, beyond reason.
WIDTH    := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4

# What is tested is what is shipped. `make test ARGS='--filter ShellTests'` runs a part.
test: .build/tests
	@$(WIDTH) GUMSHOE_BINARY=$(BINARY) $(PROGRESS) .build/test.log 'Test run with|^Executed [0-9]+ test' \
	  $(SWIFT) test $(FLAGS) --skip-build $(ARGS)

# Stamps: each has the time at which its build began, so that what is saved meanwhile is built next.
.build/tests: $(BINARY) $(TESTED)
	@test -e $@ || echo "Building the tests, once: 1 to 5 minutes." >&2
	@touch .build/begun
	@$(PROGRESS) .build/faulty.log '' $(SWIFT) build $(FLAGS) --product FaultyGumshoe
	@$(PROGRESS) .build/tests.log '' $(SWIFT) build $(FLAGS) --product gumshoePackageTests
	@touch -r .build/begun $@

.build/benchmarks: $(BINARY) $(TESTED)
	@touch .build/begun
	@$(PROGRESS) .build/benchmarks.log '' $(SWIFT) build $(FLAGS) --product Benchmarks
	@touch -r .build/begun $@

# The recording in the README, made anew.
recording: $(BINARY)
	@.make/recording $(BINARY) README.md

lint:
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

bench: bench-shell bench-server

bench-shell: .build/benchmarks
	@$(MEASURE) all --data $(DATA) --binary $(BINARY) $(ARGS)

# With wrk on loopback, beside FastAPI; SESSIONS is how many the large store holds.
bench bench-server: NEEDED += wrk
bench-server: libraries $(BINARY)
	@Tests/ServerBench/run $(BINARY) $(SESSIONS)

# schemathesis, all checks, as member and as admin.
conformance: $(BINARY)
	@Tests/Conformance/run $(BINARY)

# A minute of 'kill -9' on six servers of one store.
soak: .build/tests
	@GUMSHOE_BINARY=$(BINARY) GUMSHOE_SOAK_SECONDS=60 $(PROGRESS) .build/soak.log \
	  'Test run with' $(SWIFT) test $(FLAGS) --skip-build --filter DurabilityTests

# libFuzzer on all that takes what strangers write, for SECONDS; what it finds lies in .build-fuzz.
# Its lines tell the coverage: `cov` counts edges of the code, `ft` features of the runs. TARGET=4 tries
# that one of the parts in Tests/Fuzzing/FuzzTarget.swift alone.
SECONDS  ?= 300
FUZZING  := .build-fuzz
FUZZ     := GUMSHOE_FUZZ=1 $(SWIFT) build $(FLAGS) --sanitize fuzzer --product Fuzzing
FUZZER    = release/Fuzzing -timeout=5 -max_len=4096 -max_total_time=$(SECONDS)

fuzz: libraries
	$(FUZZ) --scratch-path $(FUZZING)
	@mkdir -p $(FUZZING)/corpus
	$(if $(TARGET),GUMSHOE_FUZZ_TARGET=$(TARGET)) $(FUZZING)/$(FUZZER) -print_final_stats=1 -artifact_prefix=$(FUZZING)/ $(FUZZING)/corpus \
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

# The engine on public data, whose every citation is looked up; then how well the acts of questions are told.
evaluate: .build/benchmarks
	@$(PROGRESS) .build/evaluate.log '' $(SWIFT) build $(FLAGS) --product Evaluate
	@$(MEASURE) evaluate --data $(DATA) $(ARGS)
	@$(BUILT)/Evaluate acts $(filter --json,$(ARGS))

# The same, and the figures into the guide "How good is it?", with the day and the commit.
GUIDE    := Sources/Investigation/Investigation.docc/HowGoodIsIt.md
figures: .build/benchmarks
	@$(MEASURE) evaluate --data $(DATA) $(ARGS) --guide $(GUIDE) --date "$$(date -u +%F)" \
	  --commit "$$(git describe --always --dirty --exclude '*')"

# Learns the acts of questions anew from the phrasings; `make evaluate` tells how well they are told.
phrasings:
	@$(SWIFT) build $(FLAGS) --product Evaluate
	@$(BUILT)/Evaluate train-acts

# What is missing is installed: by apt as root or by sudo, by Homebrew; else the command is shown.
DEBIAN   := libedit-dev libmd-dev libarchive-dev libmd4c-dev libsqlite3-dev zlib1g-dev libisal-dev libvterm-dev
BREW     := libedit libmd md4c sqlite isa-l libvterm

libraries:
	@.make/libraries "$(SWIFT)" "$(DEBIAN) $(NEEDED)" "$(BREW) $(NEEDED)"
