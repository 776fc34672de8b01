/* zone_choices.c - the time zones to choose from, in groups. */
#include "members/pages.h"
#include "model/zone.h"

static const struct {
    const char *start, *name;
} regions[] = {
    {"Africa/", N_("Africa")},         {"America/", N_("America")},
    {"Antarctica/", N_("Antarctica")}, {"Arctic/", N_("Arctic")},
    {"Asia/", N_("Asia")},             {"Atlantic/", N_("Atlantic Ocean")},
    {"Australia/", N_("Australia")},   {"Europe/", N_("Europe")},
    {"Indian/", N_("Indian Ocean")},   {"Pacific/", N_("Pacific Ocean")},
};

static const char *region_of(const char *zone)
{
    for (size_t i = 0; i < COUNT(regions); i++)
        if (strncmp(zone, regions[i].start, strlen(regions[i].start)) == 0)
            return _(regions[i].name);
    return "UTC";
}

struct choices {
    struct req *r;
    size_t      n;     /* options so far */
    const char *group; /* the one being filled; NULL: none yet */
};

/* The template begins an optgroup at an option with a `group`, after ending the one `open`. */
static void add(struct choices *c, const char *group, const struct zone *z)
{
    if (!zone_known(z->zone))
        return; /* this machine's tzdata is older than the list */
    form_option(c->r, "zone", z->zone, zone_place(z->zone));
    if (!c->group || strcmp(group, c->group) != 0) {
        HDF *option = put_node(c->r->page, fmt("Form.zone.options.%zu", c->n));

        put_text(option, "group", group);
        put_bool(option, "open", c->group != NULL);
        c->group = group;
    }
    c->n++;
}

enum err zone_choices_put(struct req *r, const char *country)
{
    struct choices   c = {.r = r, .n = 1};
    struct zone_list near, all;

    TRY(zones_of(r->db, country, &near));
    TRY(zones_all(r->db, &all));
    form_option(r, "zone", "", _("UTC only"));
    for (size_t i = 0; i < near.n; i++)
        add(&c, _("Your country"), &near.v[i]);
    for (size_t i = 0; i < all.n; i++)
        if (near.n == 0 || strcmp(all.v[i].country, near.v[0].country) != 0)
            add(&c, region_of(all.v[i].zone), &all.v[i]);
    return OK;
}
