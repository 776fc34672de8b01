#include "fuzz.h"

#include "model/mail_message.h"

/* Subject, sender's name and body, parted by NUL, in a mail: none of them begins a header. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    const char *part[3] = {"", "", ""};

    pool = ctx;
    for (size_t i = 0, at = 0; i < 3 && at < n; i++) {
        size_t len = strnlen(bytes + at, n - at);
        char  *s = talloc_strndup(ctx, bytes + at, len);
        utf8_mend(s, len);
        part[i] = s;
        at += len + 1;
    }
    struct message m = {.id = 1, .from_name = text_tidy(ctx, part[1], true), .from = "a@b.example", .to = "c@d.example",
                        .host = "b.example", .lang = "en", .subject = part[0], .body = part[2], .at = {1}};
    char *mail = message_text(&m), *end = strstr(mail, "\r\n\r\n");
    CHECK(end != NULL);
    size_t headers = 0;
    for (const char *line = mail; *line;) {
        size_t len = strcspn(line, "\r\n");
        CHECK(line[len] == '\r' && line[len + 1] == '\n');
        CHECK(len <= 78);
        for (size_t i = 0; i < len; i++)
            CHECK(line[i] >= ' ' && line[i] <= '~');
        headers += line < end && *line != ' ' && *line != '\t';
        line += len + 2;
    }
    CHECK(headers == 10);
    char *blank = message_blank(part[2]);
    CHECK(strlen(blank) <= strlen(part[2]));
    CHECK(strcmp(message_blank(blank), blank) == 0);
    const char *name, *address;
    if (message_sender(part[2], &name, &address))
        CHECK(parse_email(ctx, address) != NULL && strpbrk(name, "\r\n") == NULL);
}
