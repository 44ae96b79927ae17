#!/bin/sh
# Fails when a header does not compile alone, or does not compile twice.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck disable=SC2016
find server handlers static tests -name '*.h' | sort | xargs -P "$(nproc)" -I HEADER sh -c '
    printf "#include \"%s\"\n#include \"%s\"\ntypedef int any;\n" HEADER HEADER |
        ${CC:-cc} -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -fsyntax-only \
            -iquote . -Iserver -I. -Istatic -Itests/unit -isystem .deps/lexbor/usr/include -x c - ||
        { echo "HEADER does not compile alone"; exit 1; }'
