/* import_hdf.c - imports and their reports as template data and as tables. */
#include "model/csv.h"
#include "model/import.h"

static const char *state_label(const char *state)
{
    static const char *const labels[][2] = {
        {"checking", N_("Checking")}, {"checked", N_("Waiting for your yes")}, {"running", N_("Running")},
        {"done", N_("Done")},         {"failed", N_("Failed")},                {"cancelled", N_("Cancelled")}};
    for (size_t i = 0; i < COUNT(labels); i++)
        if (strcmp(labels[i][0], state) == 0)
            return _(labels[i][1]);
    return state;
}

const char *import_outcome_label(const struct import *im, const char *outcome, bool taken)
{
    bool over = taken || strcmp(im->state, "done") == 0;
    bool stopped = !over && im->ended_at.us;

    if (strcmp(outcome, "new") == 0)
        return over ? _("Added") : stopped ? _("Was to be added") : _("Will be added");
    if (strcmp(outcome, "changed") == 0)
        return over ? _("Changed") : stopped ? _("Was to be changed") : _("Will be changed");
    if (strcmp(outcome, "same") == 0)
        return _("Already there, unchanged");
    return _("Cannot be taken");
}

void import_to_hdf(const struct import *i, HDF *h)
{
    put_int(h, "id", i->id);
    put_text(h, "name", i->csv_name);
    put_text(h, "kind", i->kind);
    put_text(h, "state", i->state);
    put_text(h, "state_label", state_label(i->state));
    put_text(h, "badge", strcmp(i->state, "done") == 0     ? "badge full good"
                         : strcmp(i->state, "failed") == 0 ? "badge bad"
                         : strcmp(i->state, "cancelled") == 0 ? "badge off"
                                                           : "badge half live");
    put_int(h, "done", i->done);
    put_int(h, "total", i->total);
    put_bool(h, "over", i->ended_at.us != 0);
    put_bool(h, "moving", strcmp(i->state, "checking") == 0 || strcmp(i->state, "running") == 0);
    put_text(h, "progress", fill(ngettext("{done} of {total} row", "{done} of {total} rows", (unsigned long)i->total),
                                 "done", show_count(i->done), "total", show_count(i->total), NULL));
    if (i->faults)
        put_text(h, "faults", fill(ngettext("{n} row cannot be taken", "{n} rows cannot be taken", (unsigned long)i->faults),
                                   "n", show_count(i->faults), NULL));
    put_text(h, "by", i->by_name ? i->by_name : _("the command line"));
    put_bool(h, "invite", i->invite);
    put_text(h, "error", i->error);
    put_instant(h, "created_at", i->created_at);
    put_instant(h, "ended_at", i->ended_at);
}

void import_row_to_hdf(const struct import *im, const struct import_row *row, HDF *h)
{
    struct import_messages l = import_messages(row);

    put_int(h, "line", row->line);
    put_text(h, "title", row->title);
    put_text(h, "outcome", import_outcome_label(im, row->outcome, row->taken));
    put_text(h, "badge", strcmp(row->outcome, "fault") == 0  ? "badge bad"
                         : strcmp(row->outcome, "same") == 0 ? "badge off"
                         : row->taken                        ? "badge full good"
                                                             : "badge half live");
    if (row->resource_id)
        put_int(h, "resource_id", row->resource_id);
    if (row->member_id)
        put_int(h, "member_id", row->member_id);
    if (row->organisation_id)
        put_int(h, "organisation_id", row->organisation_id);
    for (size_t i = 0; i < l.n; i++) {
        HDF *m = put_item(h, "messages", i);
        put_text(m, "column", *l.v[i].column ? l.v[i].column : NULL);
        put_text(m, "text", l.v[i].text);
    }
}

enum err import_outcomes_to_hdf(struct db *db, const struct import *im, const char *now, const char *address,
                                HDF *page)
{
    struct import_outcomes l;
    int64_t                all = 0;
    HDF                   *first = put_item(page, "outcomes", 0);

    TRY(import_count_outcomes(db, im->id, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(page, "outcomes", i + 1);

        all += l.v[i].n;
        put_text(h, "label", import_outcome_label(im, l.v[i].outcome, false));
        put_count(h, "n", l.v[i].n);
        put_text(h, "url", fmt("%s?outcome=%s", address, l.v[i].outcome));
        put_bool(h, "on", now && strcmp(now, l.v[i].outcome) == 0);
        if (strcmp(l.v[i].outcome, "new") == 0 || strcmp(l.v[i].outcome, "changed") == 0)
            put_bool(page, "something", true);
    }
    put_text(first, "label", _("All rows"));
    put_count(first, "n", all);
    put_text(first, "url", address);
    put_bool(first, "on", now == NULL);
    return OK;
}

const char *import_outcome_read(const char *s)
{
    static const char *const all[] = {"fault", "new", "changed", "same"};

    for (size_t i = 0; s && i < COUNT(all); i++)
        if (strcmp(all[i], s) == 0)
            return all[i];
    return NULL;
}

/* Titles of publications, names of people and organisations. */
char *import_report_csv(const struct import *im, const struct import_row_list *rows)
{
    char *s = fmt("\xEF\xBB\xBF%s,%s,%s,%s,%s\r\n", csv_field(pool, _("Line")), csv_field(pool, _("Title")),
                  csv_field(pool, _("Outcome")), csv_field(pool, _("Remarks")), csv_field(pool, _("Number")));
    for (size_t i = 0; i < rows->n; i++) {
        const struct import_row *row = &rows->v[i];
        struct import_messages   l = import_messages(row);
        char                    *all = copy("");
        int64_t                  number = row->resource_id ? row->resource_id : row->member_id ? row->member_id : row->organisation_id;
        for (size_t j = 0; j < l.n; j++)
            all = fmt("%s%s%s", all, j ? "\n" : "", import_message_line(&l.v[j]));
        s = talloc_asprintf_append_buffer(s, "%" PRId64 ",%s,%s,%s,%s\r\n", row->line, csv_field(pool, row->title),
                                          csv_field(pool, import_outcome_label(im, row->outcome, row->taken)),
                                          csv_field(pool, all),
                                          number ? fmt("%" PRId64, number) : "");
    }
    return s;
}

char *import_template_csv(const char *const *columns, const char *example)
{
    char *s = copy("\xEF\xBB\xBF");

    for (size_t i = 0; columns[i]; i++)
        s = talloc_asprintf_append(s, "%s%s", i ? "," : "", columns[i]);
    return talloc_asprintf_append(s, "\r\n%s\r\n", example);
}
