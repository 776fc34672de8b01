/* personal_hdf.c - the register as template data. */
#include "model/personal.h"

static void put_part(const struct personal *p, HDF *h)
{
    put_text(h, "code", p->code);
    put_text(h, "title", _(p->title));
    put_text(h, "what", _(p->what));
    put_text(h, "change", p->change);
    put_bool(h, "goes", p->end == PERSONAL_GOES);
    put_text(h, "end", personal_end_word(p->end));
    if (p->after)
        put_text(h, "after", _(p->after));
}

bool personal_of_staff(const struct personal *p)
{
    static const char *const codes[] = {"decisions", "imports", "pages", "settings", "message_decisions", "staff_actions"};

    for (size_t i = 0; i < COUNT(codes); i++)
        if (strcmp(codes[i], p->code) == 0)
            return true;
    return false;
}

void personal_to_hdf(HDF *page, bool staff)
{
    const struct personal *p;
    size_t                 shown[PERSONAL_AREAS] = {0};

    for (size_t i = 0; (p = personal_part(i)) != NULL; i++) {
        HDF *h = put_item(page, "areas", (size_t)p->area);

        put_int(h, "n", (int64_t)p->area);
        put_text(h, "title", personal_area_title(p->area));
        if (staff || !personal_of_staff(p))
            put_part(p, put_item(h, "parts", shown[p->area]++));
    }
}
