/* Mail through the engine: header, parts, signature, quoted mail. */
#include "../test.h"

#include "base/buf.h"
#include "clean/clean.h"
#include "clean/mail/headers.h"
#include "clean/mail/letter.h"
#include "clean/mail/transfer.h"
#include "render/render.h"

struct mail_case {
    struct cleaner *cleaner;
    struct arena arena;
    struct doc *doc;
    struct buf body;
};

static void mail_run(struct mail_case *run, const char *mail)
{
    struct clean_input input = {.bytes = str_from(mail)};
    struct error err = {0};
    *run = (struct mail_case){.cleaner = cleaner_new(&err)};
    assert_non_null(run->cleaner);
    assert_int_equal(clean_run(run->cleaner, &input, &run->arena, &run->doc, &err), OK);
    render_text(run->doc->root, &run->body);
}

static void mail_done(struct mail_case *run)
{
    buf_done(&run->body);
    arena_done(&run->arena);
    cleaner_free(run->cleaner);
}

static struct str fact(const struct mail_case *run, enum meta_field field)
{
    return meta_get(&run->doc->meta, field);
}

#define HEADER                                                                              \
    "Received: from mx.example.org by mail.example.net; Tue, 4 Jun 2024 09:00:02 +0000\r\n" \
    "From: =?iso-8859-1?Q?J=F6rg_Abel?= <joerg@example.org>\r\n"                            \
    "To: Nora Lind <nora@example.net>\r\nMIME-Version: 1.0\r\n"                             \
    "Date: Tue, 4 Jun 2024 11:00:00 +0200\r\n"                                              \
    "Subject: =?UTF-8?B?RGllIEbDpA==?= =?UTF-8?Q?hre_f=C3=A4hrt?=\r\n again\r\n"

static void a_letter_keeps_every_word_of_its_text(void **state)
{
    (void)state;
    struct mail_case run;
    mail_run(&run,
             HEADER "Content-Type: multipart/alternative; boundary=\"a b\"\r\n\r\n"
                    "Preamble that no reader sees.\r\n--a b\r\n"
                    "Content-Type: text/plain; charset=iso-8859-1\r\n"
                    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                    "Liebe Nora,\r\n\r\ndie F=E4hre f=E4hrt wieder, und zwar jeden Tag um =\r\n"
                    "neun.\r\n\r\n- Brot\r\n- Seife\r\n\r\nBis bald\r\nJ=F6rg\r\n-- \r\n"
                    "J=F6rg Abel, Hafenmeister\r\n--a b\r\n"
                    "Content-Type: text/html\r\n\r\n<p>Not this one.</p>\r\n--a b--\r\n");
    ASSERT_STR(
        str_trim(buf_str(&run.body)),
        "Liebe Nora,\n\ndie F\xC3\xA4hre f\xC3\xA4hrt wieder, und zwar jeden Tag um neun.\n\n"
        "- Brot\n- Seife\n\nBis bald\nJ\xC3\xB6rg");
    ASSERT_STR(fact(&run, META_TITLE), "Die F\xC3\xA4hre f\xC3\xA4hrt again");
    ASSERT_STR(fact(&run, META_PUBLISHED), "2024-06-04T11:00:00+02:00");
    ASSERT_STR(fact(&run, META_AUTHOR_BIO), "J\xC3\xB6rg Abel, Hafenmeister");
    assert_int_equal(run.doc->meta.authors.len, 1);
    ASSERT_STR(run.doc->meta.authors.items[0], "J\xC3\xB6rg Abel");
    assert_int_equal(run.doc->warnings, 0);
    mail_done(&run);
}

static void the_mail_that_is_answered_is_a_quotation(void **state)
{
    (void)state;
    struct mail_case run;
    mail_run(&run,
             HEADER "\r\nYes, Saturday works.\r\n\r\n> Shall I bring the pump?\r\n\r\n"
                    "Please do.\r\n\r\nOn Mon, 3 Jun 2024, Nora Lind wrote:\r\n"
                    "> Is Saturday fine?\r\n>\r\n> > It may rain.\r\n>\r\n> Then Sunday.\r\n");
    ASSERT_STR(str_trim(buf_str(&run.body)),
               "Yes, Saturday works.\n\nShall I bring the pump?\n\nPlease do.\n\n"
               "On Mon, 3 Jun 2024, Nora Lind wrote:\n\nIs Saturday fine?\n\nIt may rain.\n\n"
               "Then Sunday.");
    const struct node *quote = run.doc->root->last;
    assert_int_equal(quote->kind, NODE_QUOTE);
    assert_int_equal(quote->first->next->next->kind, NODE_QUOTE);
    assert_int_equal(run.doc->root->first->next->kind, NODE_QUOTE);
    mail_done(&run);
}

/* Each program says in its own words whose mail follows. */
static void whose_mail_is_quoted_goes_with_it(void **state)
{
    (void)state;
    static const char *const attributions[] = {
        "On Tue, Mar 5, 2024 at 9:30 AM Piet Kuhl <piet@example.org> wrote:",
        "On Tue, Mar 5, 2024 at 9:30 AM Piet Kuhl via Harbour list <\r\npiet@example.org> wrote:",
        "Am Di., 5. M\xC3\xA4rz 2024 um 09:30 Uhr schrieb Piet Kuhl <piet@example.org>:",
        "Le mar. 5 mars 2024 \xC3\xA0 09:30, Piet Kuhl <piet@example.org> a \xC3\xA9\x63rit :",
        "El mar, 5 mar 2024 a las 9:30, Piet Kuhl (<piet@example.org>) escribi\xC3\xB3:",
        "Em ter., 5 de mar. de 2024, Piet Kuhl <piet@example.org> escreveu:",
        "Il giorno mar 5 mar 2024 Piet Kuhl <piet@example.org> ha scritto:",
        "Op di 5 mrt 2024 om 09:30 schreef Piet Kuhl <piet@example.org>:",
        "2024\xE5\xB9\xB4\x33\xE6\x9C\x88\x35\xE6\x97\xA5 Piet Kuhl <piet@example.org>:",
    };
    for (size_t i = 0; i < ARRAY_LEN(attributions); i++) {
        struct buf mail;
        buf_init(&mail, 0);
        buf_printf(&mail, HEADER "\r\nYes, at nine.\r\n\r\n%s\r\n> Is there a ferry?\r\n",
                   attributions[i]);
        buf_add_byte(&mail, '\0');
        struct mail_case run;
        mail_run(&run, mail.ptr);
        assert_int_equal(run.doc->root->first->kind, NODE_PARAGRAPH);
        assert_ptr_equal(run.doc->root->first->next, run.doc->root->last);
        assert_int_equal(run.doc->root->last->kind, NODE_QUOTE);
        assert_true(str_find(buf_str(&run.body), STR("Piet Kuhl")) > 0);
        mail_done(&run);
        buf_done(&mail);
    }
}

static void a_mail_without_marks_is_quoted_by_its_header(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "-----Original Message-----\nFrom: Piet Kuhl\nSent: Monday\n",
        "Von: Piet Kuhl\nGesendet: Montag\nAn: J\xC3\xB6rg\n",
        "De : Piet Kuhl\nEnvoy\xC3\xA9 : lundi\n",
        "---------- Forwarded message ---------\nFrom: Piet Kuhl\nDate: Monday\n",
        "Begin forwarded message:\n\nFrom: Piet Kuhl\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
        struct buf mail;
        buf_init(&mail, 0);
        buf_printf(&mail, HEADER "\nSee below.\n\n%s\nIs there a ferry?\n", heads[i]);
        buf_add_byte(&mail, '\0');
        struct mail_case run;
        mail_run(&run, mail.ptr);
        ASSERT_STR(run.doc->root->first->first->text, "See below.");
        assert_ptr_equal(run.doc->root->first->next, run.doc->root->last);
        assert_int_equal(run.doc->root->last->kind, NODE_QUOTE);
        assert_true(str_find(buf_str(&run.body), STR("Is there a ferry?")) > 0);
        mail_done(&run);
        buf_done(&mail);
    }
}

static void a_telephone_signs_nothing(void **state)
{
    (void)state;
    struct mail_case run;
    mail_run(&run,
             HEADER "\nAt nine.\n\nSent from my iPhone\n\n> On 5 Mar, Piet wrote:\n> When?\n");
    ASSERT_STR(str_trim(buf_str(&run.body)), "At nine.\n\nOn 5 Mar, Piet wrote:\nWhen?");
    mail_done(&run);
    mail_run(&run, HEADER "\nIt was sent from my village.\nSent from my village, on foot.\n");
    ASSERT_STR(str_trim(buf_str(&run.body)),
               "It was sent from my village.\nSent from my village, on foot.");
    mail_done(&run);
}

static void a_letter_in_html_is_folded_too(void **state)
{
    (void)state;
    struct mail_case run;
    mail_run(&run,
             HEADER "Content-Type: text/html\n\n<div>At nine.<br><br><div>-- <br>J&ouml;rg Abel<br>"
                    "Harbour office</div></div><div>On Mon, 3 Jun 2024 Nora wrote:<br></div>"
                    "<blockquote><div>When does it leave?</div></blockquote>");
    ASSERT_STR(str_trim(buf_str(&run.body)),
               "At nine.\n\nOn Mon, 3 Jun 2024 Nora wrote:\n\nWhen does it leave?");
    ASSERT_STR(fact(&run, META_AUTHOR_BIO), "J\xC3\xB6rg Abel\nHarbour office");
    assert_int_equal(run.doc->root->last->kind, NODE_QUOTE);
    assert_true(run.doc->confidence > 0.8);
    mail_done(&run);
    mail_run(&run,
             HEADER "Content-Type: text/html\n\n<p>At nine.</p><p><b>From:</b> Nora<br>"
                    "<b>Sent:</b> Monday</p><p>When does it leave?</p><p>And from where?</p>");
    ASSERT_STR(str_trim(buf_str(&run.body)),
               "At nine.\n\nFrom: Nora\nSent: Monday\n\nWhen does it leave?\n\nAnd from where?");
    assert_int_equal(run.doc->root->last->kind, NODE_QUOTE);
    mail_done(&run);
}

static void an_attached_mail_is_quoted(void **state)
{
    (void)state;
    struct mail_case run;
    mail_run(&run,
             HEADER "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee this.\n--b\n"
                    "Content-Type: message/rfc822\n\nFrom: Piet <p@example.org>\nSubject: Ferry\n\n"
                    "It leaves at nine.\n--b--\n");
    ASSERT_STR(str_trim(buf_str(&run.body)),
               "See this.\n\nFrom: Piet <p@example.org>\nSubject: Ferry\n\nIt leaves at nine.");
    assert_int_equal(run.doc->root->last->kind, NODE_QUOTE);
    mail_done(&run);
}

static void a_mailbox_gives_its_first_mail(void **state)
{
    (void)state;
    struct mail_case run;
    mail_run(&run,
             "From joerg@example.org Tue Jun 4 09:00:02 2024\n" HEADER
             "\nThe quay.\n\n>From here one sees it.\n\nFrom nora@example.net Wed Jun 5\n" HEADER
             "\nThe second.\n");
    ASSERT_STR(str_trim(buf_str(&run.body)), "The quay.\n\nFrom here one sees it.");
    assert_int_equal(run.doc->warnings, 1u << WARNING_SEVERAL_ARTICLES);
    mail_done(&run);
}

static void flowed_lines_are_joined(void **state)
{
    (void)state;
    struct arena arena = {0};
    ASSERT_STR(letter_unflow(&arena,
                             STR("One line \r\nthat goes on.\r\nThe next.\r\n"
                                 "> quoted \r\n> and on.\r\n From here\r\n-- \r\nAnn"),
                             false),
               "One line that goes on.\nThe next.\n> quoted and on.\nFrom here\n-- \nAnn");
    ASSERT_STR(letter_unflow(&arena, STR("split \nword"), true), "splitword");
    arena_done(&arena);
}

static void what_is_sent_to_many_is_cleaned_as_a_page(void **state)
{
    (void)state;
    struct mail_case run;
    mail_run(
        &run,
        "From: news@example.org\nDate: Tue, 4 Jun 2024 11:00:00 +0200\nSubject: The ferry is back\n"
        "List-Unsubscribe: <https://example.org/u>\nContent-Type: text/html\n"
        "Content-Transfer-Encoding: base64\n\n"
        "PGh0bWw+PGJvZHk+PGRpdiBjbGFzcz0icHJlaGVhZGVyIj48YSBocmVmPSJodHRwczovL2V4\n"
        "YW1wbGUub3JnL3YiPlZpZXcgaW4gYnJvd3NlcjwvYT48L2Rpdj48aDE+VGhlIGZlcnJ5IGlz\n"
        "IGJhY2s8L2gxPjxwPkFmdGVyIGEgd2ludGVyIHdpdGhvdXQgY3Jvc3NpbmdzIHRoZSBmZXJy\n"
        "eSBzYWlscyBhZ2FpbiwgYW5kIHNob3BrZWVwZXJzIG9uIGJvdGggYmFua3Mgc2FpZCB0aGV5\n"
        "IHdlcmUgZ2xhZCB0byBzZWUgaXQuPC9wPjxwPlRoZSBmaXJzdCBib2F0IGxlYXZlcyBhdCBu\n"
        "aW5lLCBhbmQgdGhlIGxhc3Qgb25lIGNvbWVzIGhvbWUgd2hlbiB0aGUgbGFtcHMgb24gdGhl\n"
        "IHF1YXkgYXJlIGxpdC48L3A+PC9ib2R5PjwvaHRtbD4=\n");
    struct str body = buf_str(&run.body);
    assert_true(str_find(body, STR("After a winter without crossings")) >= 0);
    assert_true(str_find(body, STR("View in browser")) < 0);
    ASSERT_STR(fact(&run, META_TITLE), "The ferry is back");
    ASSERT_STR(run.doc->meta.authors.items[0], "news@example.org");
    mail_done(&run);
}

static void mail_is_told_by_its_header(void **state)
{
    (void)state;
    assert_true(headers_is_mail(STR(HEADER "\r\ntext")));
    assert_true(headers_is_mail(STR("From joerg Tue Jun 4\n" HEADER "\n")));
    assert_false(headers_is_mail(STR("From: Piet\nTo: Nora\nSubject: the boat\n\nHi Nora")));
    assert_false(headers_is_mail(STR("From: Piet\nDate: today\nTo: Nora\nHi Nora\n\nHow are you")));
    assert_false(headers_is_mail(STR("")));
}

static void codes_are_decoded_and_broken_ones_stay(void **state)
{
    (void)state;
    struct arena arena = {0};
    ASSERT_STR(transfer_decode(&arena, STR("Quoted-Printable"), STR("a=3Db=\r\nc =\nd=ZZ=4")),
               "a=bc d=ZZ=4");
    ASSERT_STR(transfer_decode(&arena, STR("base64"), STR("aGVs\r\nbG8=\r\n")), "hello");
    ASSERT_STR(transfer_decode(&arena, STR("8bit"), STR("a=3D")), "a=3D");
    struct str header =
        STR("A: =?utf-8?Q?one_?= =?utf-8?q?two?= =?x\nB: \"x; y\"; charset=\"u; v\"\n");
    ASSERT_STR(headers_text(&arena, header, STR("a")), "one two =?x");
    /* Parted within a character, and a charset in between. */
    struct str parted =
        STR("S: =?utf-8?B?w7Y=?= =?utf-8?B?w7bD?=\n =?UTF-8?Q?=B6?= =?koi8-r?Q?=C1?=\n");
    ASSERT_STR(headers_text(&arena, parted, STR("s")), "\xC3\xB6\xC3\xB6\xC3\xB6\xD0\xB0");
    ASSERT_STR(headers_parameter(&arena, headers_get(&arena, header, STR("B")), STR("CHARSET")),
               "u; v");
    arena_done(&arena);
}

/* Parts in parts in parts, parts without an end, a boundary that never comes. */
static void hostile_mail_is_bounded(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        "--b\nContent-Type: multipart/mixed; boundary=b\n\n",
        "--b\n",
        "Subject: =?utf-8?B?",
        "\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct buf mail;
        buf_init(&mail, 0);
        buf_add_z(&mail, "From: a\nDate: b\nTo: c\nContent-Type: multipart/mixed; boundary=b\n\n");
        while (mail.len < (size_t)1024 * 1024) {
            buf_add_z(&mail, parts[i]);
        }
        buf_add_byte(&mail, '\0');
        struct mail_case run;
        mail_run(&run, mail.ptr);
        assert_true(run.arena.held < (size_t)24 * 1024 * 1024);
        mail_done(&run);
        buf_done(&mail);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_letter_keeps_every_word_of_its_text),
        cmocka_unit_test(the_mail_that_is_answered_is_a_quotation),
        cmocka_unit_test(whose_mail_is_quoted_goes_with_it),
        cmocka_unit_test(a_mail_without_marks_is_quoted_by_its_header),
        cmocka_unit_test(a_telephone_signs_nothing),
        cmocka_unit_test(a_letter_in_html_is_folded_too),
        cmocka_unit_test(an_attached_mail_is_quoted),
        cmocka_unit_test(a_mailbox_gives_its_first_mail),
        cmocka_unit_test(flowed_lines_are_joined),
        cmocka_unit_test(what_is_sent_to_many_is_cleaned_as_a_page),
        cmocka_unit_test(mail_is_told_by_its_header),
        cmocka_unit_test(codes_are_decoded_and_broken_ones_stay),
        cmocka_unit_test(hostile_mail_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
