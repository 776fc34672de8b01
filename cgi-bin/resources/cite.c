/* cite.c - references to a publication: a line of text, BibTeX, RIS. */
#include "resources/item.h"

static char *short_url(const struct item *i)
{
    return site_url(fmt("/r/%" PRId64, i->head.id));
}

char *cite_text(const struct item *i)
{
    char *who = item_publishers(i, "; ");
    char *s = fmt("%s%s%s. %s.", who ? who : "", who ? " " : "",
        i->head.year ? fmt("(%d)", i->head.year) : _("(no date)"), i->text->title);

    if (!empty(i->head.edition))
        s = fmt("%s %s.", s, i->head.edition);
    return fmt("%s M4D Net. %s", s, short_url(i));
}

/* ---- BibTeX ---- */

static char *tex(const char *s)
{
    char *out = talloc_strdup(pool, "");

    for (; *s; s++) {
        if (strchr("#$%&_{}", *s))
            out = talloc_asprintf_append_buffer(out, "\\%c", *s);
        else if (*s == '\\')
            out = talloc_strdup_append_buffer(out, "\\textbackslash{}");
        else if (*s == '~')
            out = talloc_strdup_append_buffer(out, "\\textasciitilde{}");
        else if (*s == '^')
            out = talloc_strdup_append_buffer(out, "\\textasciicircum{}");
        else
            out = talloc_asprintf_append_buffer(out, "%c", (unsigned char)*s < 0x20 ? ' ' : *s);
    }
    return out;
}

static char *bib_field(char *out, const char *name, const char *value)
{
    return empty(value) ? out : talloc_asprintf_append_buffer(out, ",\n  %s = {%s}", name, value);
}

char *cite_bibtex(const struct item *i)
{
    char *who = item_publishers(i, "} and {");
    char *out = fmt("@techreport{m4dnet-%" PRId64, i->head.id);

    if (who) {
        char *names = copy("");
        for (size_t k = 0; k < i->words.n; k++)
            if (strcmp(i->words.v[k].facet, "publisher") == 0)
                names = fmt("%s%s{%s}", names, *names ? " and " : "", tex(i->words.v[k].en));
        out = bib_field(out, "author", names);
        out = bib_field(out, "institution", tex(item_publishers(i, "; ")));
    }
    out = bib_field(out, "title", fmt("{%s}", tex(i->text->title)));
    if (i->head.year)
        out = bib_field(out, "year", fmt("%d", i->head.year));
    out = bib_field(out, "type", tex(i->head.type_en));
    if (!empty(i->head.edition))
        out = bib_field(out, "edition", tex(i->head.edition));
    out = bib_field(out, "language", i->text->lang);
    out = bib_field(out, "url", short_url(i));
    return talloc_strdup_append_buffer(out, "\n}\n");
}

/* ---- RIS ---- */

/* One value is one line: whatever would end it becomes a blank. */
static char *ris_line(char *out, const char *tag, const char *value)
{
    return empty(value) ? out : talloc_asprintf_append_buffer(out, "%s  - %s\r\n", tag, text_tidy(pool, value, true));
}

char *cite_ris(const struct item *i)
{
    char *out = copy("TY  - RPRT\r\n");

    for (size_t k = 0; k < i->words.n; k++)
        if (strcmp(i->words.v[k].facet, "publisher") == 0)
            out = ris_line(out, "AU", i->words.v[k].en);
    out = ris_line(out, "TI", i->text->title);
    if (i->head.year)
        out = ris_line(out, "PY", fmt("%d", i->head.year));
    out = ris_line(out, "ET", i->head.edition);
    out = ris_line(out, "PB", item_publishers(i, "; "));
    out = ris_line(out, "AB", i->text->summary);
    for (size_t k = 0; k < i->words.n; k++)
        if (strcmp(i->words.v[k].facet, "theme") == 0 || strcmp(i->words.v[k].facet, "focus") == 0)
            out = ris_line(out, "KW", item_word_label(&i->words.v[k]));
    out = ris_line(out, "LA", i->text->lang);
    out = ris_line(out, "UR", short_url(i));
    out = ris_line(out, "ID", fmt("m4dnet-%" PRId64, i->head.id));
    return talloc_strdup_append_buffer(out, "ER  - \r\n");
}
