/* What a fuzz target defines; the build includes this into each. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Returns 0.  The bytes are borrowed; a crash or a sanitizer's report is a finding. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif
