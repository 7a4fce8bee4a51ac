# SPDX-License-Identifier: Apache-2.0
#
# The benchmarks: included by the Makefile above, whose variables it uses.

bench_programs := $(build)/bench/core-bench \
    $(patsubst bench/%.c,$(build)/bench/%.so,$(wildcard bench/mod_*.c))

.PHONY: bench-build bench-run bench-gate

bench-build: $(bench_programs)

# The counts decide; the rest of the machine does not reach them.
bench-run: bench-build $(module) $(corslint)
	@bench/lint --tenfold
	@APXS='$(APXS)' bench/instructions
	@APXS='$(APXS)' bench/memory
	@APXS='$(APXS)' bench/throughput

bench-gate: bench-build $(module) $(corslint)
	@bench/lint --gate
	@APXS='$(APXS)' bench/instructions --gate
	@APXS='$(APXS)' bench/memory --gate
	@$(build)/bench/core-bench --gate

bench-core: $(build)/bench/core-bench
	@$<

$(build)/bench/core-bench: $(obj)/bench/core.o $(core_objects)
	@mkdir -p $(@D)
	$(call quiet,LD)$(CC) $(CFLAGS) $(lto) $(sanitize) $(LDFLAGS) \
	    -o $@ $^ $(core_libs) $(apr_libs)

# -fPIC -fvisibility=hidden come with the rule; a fixture's own module struct
# is exported by hand, as the real module's is.
$(build)/bench/%.so: $(obj)/bench/%.o
	@mkdir -p $(@D)
	$(call quiet,LD)$(CC) -shared $(CFLAGS) $(lto) $(LDFLAGS) -o $@ $<
