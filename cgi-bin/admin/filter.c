/* filter.c - lists with filters in the address; see pages.h. */
#include "admin/pages.h"

void filter_option(struct req *r, const char *name, const char *value, const char *label)
{
    HDF *h = put_node(r->page, fmt("filter.%s", name));
    HDF *o = put_next(h, "options");
    const char *chosen = query_text(r, name);

    put_text(o, "value", value);
    put_text(o, "label", label);
    if (*value && strcmp(label, value) == 0)
        put_text(o, "lang", "zxx"); /* a code for which there is no word */
    put_bool(o, "checked", strcmp(chosen ? chosen : "", value) == 0);
}

const char *filter_one_of(const struct req *r, const char *name, const struct text_list *codes)
{
    const char *s = query_text(r, name);

    for (size_t i = 0; s && i < codes->n; i++)
        if (strcmp(codes->v[i], s) == 0)
            return codes->v[i];
    return NULL;
}

const char *filter_text(struct req *r, const char *name)
{
    const char *s = query_text(r, name);

    if (empty(s) || utf8_length(s) > 254)
        return NULL;
    put_text(r->page, fmt("filter.%s.value", name), s);
    put_bool(r->page, "filter.any", true);
    return s;
}

struct date filter_day(struct req *r, const char *name)
{
    struct date d = {0};
    const char *s = filter_text(r, name);

    if (s && (!parse_date(s, &d) || d.year < 1900)) {
        put_text(r->page, fmt("filter.%s.error", name), _("Enter a date such as 2024-05-31"));
        return (struct date){0};
    }
    return d;
}

void pager_put(struct req *r, const char *path, struct beyond b, int64_t first_id, int64_t last_id)
{
    if (last_id)
        put_pager(r, path, b, cursor_text(0, first_id), cursor_text(0, last_id));
    else if (b.before)
        put_text(r->page, "pager.first", url(r, "%s%s", path, query_with(r, "after", NULL)));
}
