/* pdf_lang.c - an incremental update (ISO 32000-1, 7.5.6) of what cairo wrote. */
#include "sample/pdf_lang.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The last `name` in the file, which holds NUL bytes; NULL when there is none. */
static const char *find_last(const char *pdf, gsize n, const char *name)
{
    gsize len = strlen(name);

    for (gsize at = n < len ? 0 : n - len + 1; at-- > 0;)
        if (memcmp(pdf + at, name, len) == 0)
            return pdf + at;
    return NULL;
}

/* The number behind the last `name` in the file; -1 when there is none. */
static long number_after(const char *pdf, gsize n, const char *name)
{
    const char *at = find_last(pdf, n, name);
    return at ? strtol(at + strlen(name), NULL, 10) : -1;
}

bool pdf_set_lang(const char *path, const char *lang)
{
    char *pdf;
    gsize n;

    if (!g_file_get_contents(path, &pdf, &n, NULL))
        return false;
    long  root = number_after(pdf, n, "/Root "), size = number_after(pdf, n, "/Size ");
    long  info = number_after(pdf, n, "/Info "), before = number_after(pdf, n, "startxref\n");
    char *head = g_strdup_printf("\n%ld 0 obj\n<<", root);
    /* The last one with this number: an update may have replaced an earlier one. */
    const char *body = find_last(pdf, n, head);
    const char *end = body ? strstr(body, "endobj") : NULL;
    bool        good = root > 0 && size > 0 && info > 0 && before > 0 && end;

    if (good) {
        GString *s = g_string_new_len(pdf, (gssize)n);
        gsize    at = s->len;
        g_string_append_printf(s, "%ld 0 obj\n<< /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>", root, lang);
        g_string_append_len(s, body + strlen(head), end - body - (gssize)strlen(head));
        g_string_append(s, "endobj\n");
        gsize xref = s->len;
        g_string_append_printf(s, "xref\n%ld 1\n%010zu 00000 n \ntrailer\n<< /Size %ld /Root %ld 0 R /Info %ld 0 R /Prev %ld >>\n",
                               root, at, size, root, info, before);
        g_string_append_printf(s, "startxref\n%zu\n%%%%EOF\n", xref);
        good = g_file_set_contents(path, s->str, (gssize)s->len, NULL);
        g_string_free(s, TRUE);
    }
    g_free(head);
    g_free(pdf);
    return good;
}
