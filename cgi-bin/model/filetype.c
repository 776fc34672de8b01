/* filetype.c - types of file that the library takes, by content. */
#include <fcntl.h>
#include <unistd.h>

#include "model/upload.h"

static const struct filetype {
    const char *mime, *label;
} types[] = {
    {"application/pdf", N_("PDF")},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", N_("Word document")},
    {"application/vnd.oasis.opendocument.text", N_("OpenDocument text")},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", N_("Excel workbook")},
    {"application/vnd.oasis.opendocument.spreadsheet", N_("OpenDocument spreadsheet")},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", N_("PowerPoint slides")},
    {"application/vnd.oasis.opendocument.presentation", N_("OpenDocument slides")},
    {"application/epub+zip", N_("EPUB book")},
    {"text/plain", N_("Plain text")},
    {"text/csv", N_("Table (CSV)")},
    {"application/csv", N_("Table (CSV)")},
    {"image/png", N_("PNG image")},
    {"image/jpeg", N_("JPEG image")},
};

static const struct filetype *find(const char *mime)
{
    for (size_t i = 0; i < COUNT(types) && mime; i++)
        if (strcmp(types[i].mime, mime) == 0)
            return &types[i];
    return NULL;
}

bool filetype_ok(const char *mime) { return find(mime) != NULL; }

const char *filetype_label(const char *mime)
{
    const struct filetype *t = find(mime);
    return t ? _(t->label) : mime;
}

/* Readers of PDF look for its beginning further down, too; before it a page could be hidden. */
static bool begins_as_pdf(const struct stored *s)
{
    char    start[64];
    int     fd = open(store_path(s->sha256), O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, start, sizeof start - 1);

    if (fd >= 0)
        close(fd);
    if (n < 0)
        return false;
    start[n] = '\0';
    const char *p = strncmp(start, "\xEF\xBB\xBF", 3) == 0 ? start + 3 : start;
    return strncmp(p + strspn(p, " \t\r\n"), "%PDF-", 5) == 0;
}

char *filetype_refusal(const char *name, const struct stored *s)
{
    if (s->size == 0)
        return fill(_("“{name}” is empty; choose the file again"), "name", name, NULL);
    if (s->size > upload_limit())
        return fill(_("“{name}” has {size}; the limit is {limit}"), "name", name, "size", show_size(s->size),
                    "limit", show_size(upload_limit()), NULL);
    if (strcmp(s->mime, "application/pdf") == 0 && !begins_as_pdf(s))
        return fill(_("“{name}” has something in front of the PDF in it; save it as a PDF again"), "name", name, NULL);
    if (!filetype_ok(s->mime))
        return fill(_("“{name}” is of the type {type}, which the library does not take. Send a PDF, a Word, "
                      "OpenDocument, Excel, PowerPoint or EPUB file, plain text, CSV, PNG or JPEG"),
                    "name", name, "type", s->mime, NULL);
    return NULL;
}
