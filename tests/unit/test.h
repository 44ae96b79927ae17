/* What every unit test includes: cmocka, and checks for `struct str`. */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* Fails, showing both, unless `actual` (a struct str) is the string `expected`. */
#define ASSERT_STR(actual, expected) assert_str((actual), (expected), __FILE__, __LINE__)

static inline void assert_str(struct str actual, const char *expected, const char *file, int line)
{
    if (!str_equal(actual, str_from(expected))) {
        print_error("\"%.*s\"\n  is not\n\"%s\"\n", STR_ARG(actual), expected);
        _fail(file, line);
    }
}

#endif
