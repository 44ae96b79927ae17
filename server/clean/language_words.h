/* The small words by which languages are told apart. */
#ifndef CLEAN_LANGUAGE_WORDS_H
#define CLEAN_LANGUAGE_WORDS_H

enum { LANGUAGE_COUNT = 18 };

struct language_words {
    const char *language; /* BCP 47 */
    const char
        *words; /* lower case, parted by spaces; those that two languages share tell little */
};
extern const struct language_words LANGUAGE_WORDS[LANGUAGE_COUNT];

#endif
