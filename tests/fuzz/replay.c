/* Runs a fuzz target once over each file named on the command line, without libFuzzer. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

static int replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        if (file)
            (void)fclose(file);
        return 1;
    }
    long len = ftell(file);
    rewind(file);
    /* Exactly as large as the file, so that ASan sees a read past its end. */
    uint8_t *bytes = len > 0 ? malloc((size_t)len) : NULL;
    int failed = len < 0 || (len > 0 && (!bytes || fread(bytes, (size_t)len, 1, file) != 1));
    (void)fclose(file);
    if (failed)
        (void)fprintf(stderr, "%s: cannot be read\n", path);
    else
        (void)LLVMFuzzerTestOneInput(bytes, (size_t)len);
    free(bytes);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= replay(argv[i]);
    (void)printf("%d inputs\n", argc - 1);
    return failed;
}
