# SPDX-License-Identifier: Apache-2.0
#
# `make help` lists the targets. apxs says how httpd was built and where its
# headers are: APXS=/path/to/apxs builds for another httpd.

APXS ?= $(firstword $(shell command -v apxs apxs2 2>/dev/null) apxs)
apxs = $(shell $(APXS) -q $(1) 2>/dev/null)

CC := $(if $(CLANG),clang,$(if $(filter default,$(origin CC)),$(or $(firstword $(call apxs,CC)),cc),$(CC)))
CFLAGS ?= -O2 -g
# Where corslint is installed.
PREFIX ?= /usr/local
# Prints its manual and its completions: one that runs on this machine, when it
# is built for another.
CORSLINT ?= $(corslint)
# SAN=1 builds the module, corslint and the tests in C with the sanitizers, into
# build/san, beside the usual build.
SAN ?=
WERROR ?=
CLANG ?=

# V=1 shows the commands.
V ?=
quiet = @$(if $(V),,echo '  $(1) $@';)

build := build
obj := $(build)/obj$(if $(WERROR),-strict)$(if $(SAN),-san)$(if $(CLANG),-clang)

comma := ,
# Undefined behaviour that is only told fails no test.
sanitize := $(if $(SAN),-fsanitize=address$(comma)undefined \
    -fno-sanitize-recover=undefined -fno-omit-frame-pointer)

# Said when the compiler has them; asked when a recipe wants to know.
sanitizers = $(shell echo 'int main(void){return 0;}' | $(CC) -x c -o /dev/null \
    -fsanitize=address$(comma)undefined - 2>/dev/null && echo there)

# The calls between module and core cost as much as what they do: the linker
# may inline them, where the compiler's own linker can.
lto := $(if $(SAN),,$(shell echo 'int main(void){return 0;}' | \
    $(CC) -flto=auto -x c -o /dev/null - 2>/dev/null && echo -flto=auto))

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
    -Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wvla -Wundef \
    -Wformat=2 -Wconversion $(if $(WERROR),-Werror)
apr_includes := $(addprefix -isystem ,$(sort $(call apxs,APR_INCLUDEDIR) \
    $(call apxs,APU_INCLUDEDIR)))
httpd_includes := -isystem $(call apxs,INCLUDEDIR)
# httpd loads modules with RTLD_GLOBAL: every name that is not hidden is
# everybody's.
compile = $(CC) -std=gnu11 $(CFLAGS) $(lto) $(warnings) -fPIC -fno-plt -fvisibility=hidden \
    $(sanitize) \
    -D_GNU_SOURCE $(filter -D%,$(call apxs,EXTRA_CPPFLAGS)) -I. -MMD -MP
core_libs := -lpcre2-8 -lpsl
# toml++ is the one library here that C cannot call.
lint_libs := -ljansson -ltomlplusplus -lstdc++
apr_libs := $(addprefix -L,$(call apxs,APR_LIBDIR)) -laprutil-1 -lapr-1

core_objects := $(patsubst %.c,$(obj)/%.o,$(wildcard core/*.c))
module_objects := $(patsubst %.c,$(obj)/%.o,mod_cors_creds.c $(wildcard module/*.c))
# LC_ALL, as the order of the rules is that of their names' bytes.
rules := $(shell LC_ALL=C ls lint/rules/*.c 2>/dev/null)
registry := $(build)/gen/registry.c
$(shell tools/rule-registry $(registry) $(rules))
templates := $(build)/gen/templates.c
$(shell tools/template-registry $(templates) lint/init/*.conf.tmpl)
lint_objects := $(patsubst %.c,$(obj)/%.o,$(wildcard lint/*/*.c) $(registry) \
    $(templates)) \
    $(patsubst %.cc,$(obj)/%.o,$(wildcard lint/*/*.cc))
unit_tests := $(patsubst %.c,$(obj)/%,$(wildcard t/core/*.c t/lint/*/*.c))
module := $(build)$(if $(SAN),/san)/mod_cors_creds.so
corslint := $(build)$(if $(SAN),/san)/corslint
pages := $(addprefix $(build)/,man/corslint.1 man/mod_cors_creds.8 \
    completion/corslint completion/_corslint completion/corslint.fish)
heap := $(if $(SAN),$(build)/san/apr_heap.so)
# httpd unloads its modules before the end, and a leak's stack needs their names.
stay := $(if $(SAN),-Wl$(comma)-z$(comma)nodelete)

.SECONDARY:
.PHONY: all demo test test-browsers check bench bench-core install \
    install-corslint clean help check-setup demo-run test-run sanitized unit \
    format check-format check-tidy check-headers check-layers objects pages

all: $(module) $(corslint) $(heap) $(if $(SAN),,$(pages))

help:
	@echo 'make              build $(module) and $(corslint)'
	@echo 'make demo         log in across sites on this machine: set-up included'
	@echo 'make test         run every test: set-up included'
	@echo 'make test-browsers   Chromium, Firefox and WebKitGTK: set-up included'
	@echo 'make check        format, warnings, clang-tidy, layers, tests'
	@echo 'make bench        instructions a request, throughput, memory'
	@echo 'make bench-gate   the limits alone; fails where one is exceeded'
	@echo 'make bench-core   micro-benchmarks of core'
	@echo 'make install      the module where apxs says, corslint, manual and'
	@echo '                  completions below PREFIX'
	@echo 'make install-corslint   without the module; needs no httpd'
	@echo 'make clean        remove $(build)/'
	@echo 'APXS=/path/apxs   build for another httpd;  SAN=1  with sanitizers'

demo:
	@tools/setup demo
	@$(MAKE) --no-print-directory demo-run

demo-run: all
	@APXS='$(APXS)' demo/run

test:
	@tools/setup test
	@tools/fetch-sarif-schema
	@tools/fetch-promtool
	@tools/node-modules
	@$(MAKE) --no-print-directory test-run

# `make test` asks Chromium; whoever wants all of them wants to see the matrix too.
test-browsers:
	@tools/setup browsers
	@tools/node-modules
	@$(MAKE) --no-print-directory all
	@APXS='$(APXS)' BROWSERS="$${BROWSERS:-chromium firefox webkit}" \
	    t/TEST $(wildcard t/browser/*.t)

# The module once more, where the compiler can, for t/sanitized.t.
test-run: all unit
	@$(if $(sanitizers),$(MAKE) --no-print-directory SAN=1 sanitized)
	@APXS='$(APXS)' t/TEST

sanitized: $(module) $(heap)

check:
	@tools/setup check
	@$(MAKE) --no-print-directory check-setup
	@$(MAKE) --no-print-directory test

# What goes unnoticed without: formatting, an arrow the wrong way, a header that
# needs another one, a warning, undefined behaviour.
check-setup: check-format check-layers check-headers check-tidy
	@$(MAKE) --no-print-directory WERROR=1 objects
	@$(MAKE) --no-print-directory WERROR=1 CLANG=1 objects
	@$(MAKE) --no-print-directory SAN=1 unit
	@for t in build/obj-san/t/core/* build/obj-san/t/lint/*/*; do \
	    case $$t in *.d|*.o|*/dump) continue;; esac; $$t > $(build)/san.out 2>&1 || \
	    { cat $(build)/san.out; exit 1; }; done

bench:
	@tools/setup bench
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory bench-run

$(module): $(module_objects) $(core_objects)
	@mkdir -p $(@D)
	$(call quiet,LD)$(CC) -shared $(CFLAGS) $(lto) $(sanitize) $(stay) $(LDFLAGS) \
	    -o $@ $^ $(core_libs)

# Where libasan calls it there is no shadow memory yet.
$(obj)/t/sanitizer/%.o: sanitize :=
$(build)/san/apr_heap.so: $(obj)/t/sanitizer/apr_heap.o
	@mkdir -p $(@D)
	$(call quiet,LD)$(CC) -shared $(CFLAGS) $(LDFLAGS) -o $@ $^ -ldl

$(obj)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call quiet,CC)$(compile) $(apr_includes) \
	    $(if $(filter core/% lint/% t/% $(build)/%,$<),,$(httpd_includes)) -c -o $@ $<

$(obj)/%.o: %.cc Makefile
	@mkdir -p $(@D)
	$(call quiet,CXX)$(CXX) -std=c++17 $(CFLAGS) -Wall -Wextra -Wshadow \
	    -Wconversion $(if $(WERROR),-Werror) -fvisibility=hidden $(sanitize) \
	    -D_GNU_SOURCE -I. -MMD -MP $(apr_includes) -c -o $@ $<

$(corslint): $(obj)/lint/corslint.o $(lint_objects) $(core_objects)
	@mkdir -p $(@D)
	$(call quiet,LD)$(CC) $(CFLAGS) $(lto) $(sanitize) $(LDFLAGS) -o $@ $^ \
	    $(core_libs) $(apr_libs) $(lint_libs)

# Without apxs it was tools/pre-commit that built corslint.
$(pages): $(if $(call apxs,INCLUDEDIR),$(corslint),always)
	@mkdir -p $(@D)
	$(call quiet,GEN)'$(CORSLINT)' $(printed) >$@.new && mv $@.new $@

$(build)/man/corslint.1: printed := manual corslint
$(build)/man/mod_cors_creds.8: printed := manual mod_cors_creds
$(build)/completion/corslint: printed := completion bash
$(build)/completion/_corslint: printed := completion zsh
$(build)/completion/corslint.fish: printed := completion fish

pages: $(pages)
.PHONY: always

unit: $(unit_tests)

# Everything compiled and nothing linked: for the warnings of both compilers.
objects: $(module_objects) $(core_objects) $(lint_objects) \
    $(obj)/lint/corslint.o $(addsuffix .o,$(unit_tests))

$(obj)/t/core/%: $(obj)/t/core/%.o $(core_objects)
	$(call quiet,LD)$(CC) $(CFLAGS) $(lto) $(sanitize) $(LDFLAGS) \
	    -o $@ $^ $(core_libs) $(apr_libs)

$(obj)/t/lint/%: $(obj)/t/lint/%.o $(lint_objects) $(core_objects)
	$(call quiet,LD)$(CC) $(CFLAGS) $(lto) $(sanitize) $(LDFLAGS) \
	    -o $@ $^ $(core_libs) $(apr_libs) $(lint_libs)

sources := $(wildcard *.c core/*.[ch] module/*.[ch] lint/*.[ch] lint/*/*.[ch] \
    lint/*/*.cc \
    t/core/*.[ch] t/lint/*/*.[ch] t/sanitizer/*.c bench/*.[ch])

format:
	clang-format -i $(sources)

check-format:
	@clang-format --dry-run -Werror $(sources)

check-layers:
	@tools/check-layers
	@tools/check-readme

# Every header compiles alone.
check-headers:
	@for h in $(wildcard core/*.h module/*.h lint/*.h lint/*/*.h); do \
	    $(CC) -std=gnu11 -fsyntax-only -D_GNU_SOURCE -I. $(apr_includes) \
	    $(httpd_includes) -x c $$h || exit 1; done

check-tidy:
	@printf '%s\n' $(filter %.c,$(filter-out bench/%,$(sources))) | \
	    xargs -P $$(nproc) -n 1 sh -c 'clang-tidy --quiet \
	    --warnings-as-errors="*" "$$@" -- -std=gnu11 -D_GNU_SOURCE -I. \
	    $(apr_includes) $(httpd_includes) 2>$(build)/tidy.$$$$' tidy

# apxs knows no DESTDIR: into a package's tree the module is copied, and nothing
# is enabled there.
install: all install-corslint
ifeq ($(DESTDIR),)
	$(APXS) -i $(if $(wildcard /etc/apache2/mods-available),-A) \
	    -n cors_creds $(module)
else
	install -d '$(DESTDIR)$(call apxs,LIBEXECDIR)'
	install -m 644 $(module) '$(DESTDIR)$(call apxs,LIBEXECDIR)'
endif
	$(call install_page,man/mod_cors_creds.8,man/man8)

# One of the pages, and the folder below share/ where it belongs.
install_page = install -d '$(DESTDIR)$(PREFIX)/share/$(2)' && \
    install -m 644 $(build)/$(1) '$(DESTDIR)$(PREFIX)/share/$(2)'

# Without apxs the headers are found as for pre-commit.
install-corslint: $(if $(call apxs,INCLUDEDIR),$(corslint) $(pages))
	$(if $(call apxs,INCLUDEDIR),,tools/pre-commit --version && $(MAKE) pages)
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 $(corslint) '$(DESTDIR)$(PREFIX)/bin'
	$(call install_page,man/corslint.1,man/man1)
	$(call install_page,completion/corslint,bash-completion/completions)
	$(call install_page,completion/_corslint,zsh/site-functions)
	$(call install_page,completion/corslint.fish,fish/vendor_completions.d)

clean:
	rm -rf $(build)

-include bench/bench.mk
-include $(shell find $(obj) -name '*.d' 2>/dev/null)
