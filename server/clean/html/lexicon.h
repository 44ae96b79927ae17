/* The small words by which languages are told apart. */
#ifndef CLEAN_HTML_LEXICON_H
#define CLEAN_HTML_LEXICON_H

enum { LANGUAGE_COUNT = 18 };

struct language_words {
    const char *language; /* BCP 47 */
    const char
        *words; /* lower case, parted by spaces; those that two languages share tell little */
};
extern const struct language_words LANGUAGE_WORDS[LANGUAGE_COUNT];

#endif
