#include "kit.h"

#include "model/mail_message.h"

static const struct message plain = {
    .id = 7, .from_name = "M4D Net", .from = "noreply@m4d.example", .to = "amina@example.org", .host = "m4d.example",
    .lang = "fr", .subject = "Hello", .body = "One\nTwo\n", .at = {INT64_C(1717156800000000)}};

static const char *part(const char *mail, const char *header)
{
    const char *at = strstr(mail, fmt("\r\n%s: ", header));

    if (!at)
        return NULL;
    at += strlen(header) + 4;
    return talloc_strndup(pool, at, (size_t)(strstr(at, "\r\n") - at));
}

static void headers(void **state)
{
    char *mail = message_text(&plain);

    (void)state;
    assert_memory_equal(mail, "Date: Fri, 31 May 2024 12:00:00 +0000\r\n", 39);
    assert_string_equal(part(mail, "From"), "\"M4D Net\" <noreply@m4d.example>");
    assert_string_equal(part(mail, "To"), "amina@example.org");
    assert_string_equal(part(mail, "Message-ID"), "<mail.7@m4d.example>");
    assert_string_equal(part(mail, "Subject"), "Hello");
    assert_string_equal(part(mail, "Content-Language"), "fr");
    assert_non_null(strstr(mail, "\r\n\r\nOne\r\nTwo\r\n"));
    assert_string_equal(mail, message_text(&plain)); /* the same each time */
}

/* Mails that one can do without say how a mail program ends them (RFC 8058), all others say nothing. */
static void unsubscribe(void **state)
{
    static const char *const none[] = {NULL, "", "https://m4d.example/x y", "https://m4d.example/\r\nBcc: x@y", "https://m4d.example/>", "https://m4d.example/é"};
    struct message m = plain;
    char *mail;

    (void)state;
    m.unsubscribe = "https://m4d.example/fr/resources/alerts/stop?t=7-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    mail = message_text(&m);
    assert_string_equal(part(mail, "List-Unsubscribe"), fmt("<%s>", m.unsubscribe));
    assert_string_equal(part(mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    for (size_t i = 0; i < COUNT(none); i++) {
        m.unsubscribe = none[i];
        assert_null(strstr(message_text(&m), "List-Unsubscribe"));
        assert_null(strstr(message_text(&m), "Bcc"));
    }
}

/* No text of ours or of people's begins a header, and no line is too long. */
static void nothing_breaks_out(void **state)
{
    static const char *const nasty[] = {"a\r\nBcc: x@y", "a\nBcc: x@y", "a\rBcc: x@y", "=?UTF-8?Q?x?=", "\"<x@y>", "\\\"",
                                        "a\u2028Bcc: x", "", " ", "Café à Zürich où l’on parle de développement et de migration ensemble",
                                        "x\x01y", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"};
    char long_word[5000];

    (void)state;
    memset(long_word, 'a', sizeof long_word);
    long_word[sizeof long_word - 1] = '\0';
    for (size_t i = 0; i <= COUNT(nasty); i++) {
        const char    *text = i < COUNT(nasty) ? nasty[i] : long_word;
        struct message m = plain;
        m.subject = m.from_name = m.body = text;
        char *mail = message_text(&m), *end = strstr(mail, "\r\n\r\n");
        assert_non_null(end);
        char *head = talloc_strndup(pool, mail, (size_t)(end - mail));
        assert_null(strstr(head, "\nBcc"));
        assert_non_null(part(mail, "Auto-Submitted"));
        for (const char *line = mail; *line;) {
            size_t n = strcspn(line, "\r\n");
            assert_in_range(n, 0, 78);
            assert_memory_equal(line + n, "\r\n", 2);
            for (size_t k = 0; k < n; k++)
                assert_in_range((unsigned char)line[k], ' ', '~');
            line += n + 2;
        }
    }
}

static void bodies(void **state)
{
    struct message m = plain;

    (void)state;
    m.body = "é=1 \n.\nFrom me\n";
    const char *body = strstr(message_text(&m), "\r\n\r\n") + 4;
    assert_string_equal(body, "=C3=A9=3D1=20\r\n=2E\r\n=46rom me\r\n");
    m.body = "no end";
    body = strstr(message_text(&m), "\r\n\r\n") + 4;
    assert_string_equal(body, "no end\r\n");
}

static void senders(void **state)
{
    const char *name, *address;

    (void)state;
    assert_true(message_sender("M4D Net <noreply@M4D.example>", &name, &address));
    assert_string_equal(name, "M4D Net");
    assert_string_equal(address, "noreply@m4d.example");
    assert_true(message_sender("a@b.org", &name, &address));
    assert_string_equal(name, "");
    assert_false(message_sender("M4D Net", &name, &address));
    assert_false(message_sender("x <y", &name, &address));
    assert_false(message_sender("<>", &name, &address));
}

static void secrets_are_blanked(void **state)
{
    (void)state;
    assert_string_equal(message_blank("See https://x/fr/confirm?t=abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE now"),
                        "See https://x/fr/confirm?t=… now");
    assert_string_equal(message_blank("?a=1&t=abcdefghijklmnopqrst."), "?a=1&t=….");
    assert_string_equal(message_blank("?t=short and t=abcdefghijklmnopqrst"), "?t=short and t=abcdefghijklmnopqrst");
    assert_string_equal(message_blank(""), "");
    assert_true(message_has_blanks(message_blank("?t=abcdefghijklmnopqrst")));
    assert_false(message_has_blanks("plain t=… text"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(headers), KIT_TEST(unsubscribe), KIT_TEST(nothing_breaks_out), KIT_TEST(bodies),
                                              KIT_TEST(senders), KIT_TEST(secrets_are_blanked)};

    return KIT_RUN("mail", tests);
}
