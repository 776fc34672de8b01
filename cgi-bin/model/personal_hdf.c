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

void personal_to_hdf(HDF *page)
{
    for (size_t a = 0; personal_areas[a]; a++) {
        HDF *h = put_item(page, "areas", a);

        put_int(h, "n", (int64_t)a);
        put_text(h, "title", personal_area_title(personal_areas[a]->area));
        for (size_t i = 0; personal_areas[a][i].code; i++)
            put_part(&personal_areas[a][i], put_item(h, "parts", i));
    }
}
