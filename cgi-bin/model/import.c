/* import.c - an import from its beginning to its end, and what its report says. */
#include "model/import.h"

#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "model/archive.h"
#include "model/import_int.h"

#define CSV_MAX (20 * 1048576)

static enum err refuse(char *why)
{
    rules_begin();
    issue(rules_list(), NULL, why);
    return rules_end();
}

/* What can be said at once: is the table readable, is the archive one. */
static enum err look_at(const struct import_kind *k, const struct stored *csv, const struct stored *zip, int *rows)
{
    char           *text;
    size_t          n;
    struct archive *a;

    if (csv->size == 0)
        return refuse(copy(_("The table is empty")));
    if (csv->size > CSV_MAX)
        return refuse(fill(_("The table has {size}; the limit is {limit}"), "size", show_size(csv->size), "limit",
                           show_size(CSV_MAX), NULL));
    TRY(import_read_stored(csv->sha256, &text, &n));
    TRY(import_table_count(k, text, n, rows));
    talloc_free(text);
    if (zip) {
        TRY(archive_open(store_path(zip->sha256), &a));
        talloc_free(a);
    }
    return OK;
}

static char *payload(const struct import_kind *k, int64_t id)
{
    return fmt("{\"import\":%" PRId64 ",\"kind\":\"%s\"}", id, k->name);
}

static enum err begin(struct db *db, const struct user *by, const struct import_kind *k, const char *form_key, const char *csv_name,
                      const struct stored *csv, const struct stored *zip, bool queue, int64_t *out_id)
{
    int     rows = 0;
    int64_t id = 0;

    if (by && !user_has(by, k->roles))
        FAIL(ERR_FORBIDDEN, "import");
    TRY(look_at(k, csv, zip, &rows));
    DB_TX(tx, db);
    if (form_key)
        TRY(once_begin(db, form_key, &id));
    if (id == 0) {
        TRY(import_insert(db, by, k->name, csv_name, csv->sha256, zip ? zip->sha256 : NULL, rows, &id));
        if (queue)
            TRY(job_add(db, "import.check", fmt("import.check:%" PRId64, id), payload(k, id), instant_now()));
        TRY(audit(db, by, "import.start", k->audited, id, NULL));
        if (form_key)
            TRY(once_end(db, form_key, id));
    }
    TRY(db_commit(&tx));
    *out_id = id;
    return OK;
}

enum err import_start(struct db *db, const struct user *by, const char *kind, const char *form_key, const char *csv_name,
                      const struct stored *csv, const struct stored *zip, int64_t *out_id)
{
    return begin(db, by, import_kind_of(kind), form_key, csv_name, csv, zip, true, out_id);
}

static enum err may(const struct user *by, const struct import *i)
{
    if (by && !user_has(by, import_kind_of(i->kind)->roles))
        FAIL(ERR_FORBIDDEN, "import");
    return OK;
}

static enum err confirm(struct db *db, const struct user *by, int64_t id, bool queue, bool invite)
{
    struct import i;

    DB_TX(tx, db);
    TRY(import_lock(db, id, &i));
    TRY(may(by, &i));
    if (strcmp(i.state, "checked") != 0)
        FAIL(ERR_CONFLICT, "import %" PRId64 " is %s", id, i.state);
    TRY(import_set_state(db, id, "running", false, NULL));
    TRY(import_set_done(db, id, 0, i.faults));
    if (invite)
        TRY(import_set_invite(db, id));
    if (queue)
        TRY(job_add(db, "import.run", fmt("import.run:%" PRId64, id), payload(import_kind_of(i.kind), id), instant_now()));
    TRY(audit(db, by, "import.confirm", import_kind_of(i.kind)->audited, id, NULL));
    return db_commit(&tx);
}

enum err import_confirm(struct db *db, const struct user *by, int64_t id, bool invite)
{
    return confirm(db, by, id, true, invite);
}

enum err import_cancel(struct db *db, const struct user *by, int64_t id)
{
    struct import i;

    DB_TX(tx, db);
    TRY(import_lock(db, id, &i));
    TRY(may(by, &i));
    if (i.ended_at.us != 0)
        FAIL(ERR_CONFLICT, "import %" PRId64 " is over", id);
    TRY(import_set_state(db, id, "cancelled", true, NULL));
    if (import_kind_of(i.kind)->brief)
        TRY(import_forget_table(db, id));
    TRY(audit(db, by, "import.cancel", import_kind_of(i.kind)->audited, id, NULL));
    return db_commit(&tx);
}

/* ---- the report in words ---- */

/* The part of a sentence in all languages that is in the one in use. */
static char *in_language(const char *value)
{
    char *rest = copy(value), *first = strsep(&rest, IMPORT_NEXT_LANG), *s = first;

    for (int i = 0; i < (int)lang_now() && rest; i++)
        s = strsep(&rest, IMPORT_NEXT_LANG);
    return s;
}

static char *sentence(const char *code, const char *value)
{
    static const struct { const char *code, *text; } words[] = {
        {"bad_key", N_("Give each row a key of its own, of letters and digits without blanks, 120 at most")},
        {"twice", N_("The same key stands in line {value}")},
        {"no_name", N_("The name is missing")},
        {"bad_email", N_("“{value}” is not an e-mail address")},
        {"no_email", N_("The e-mail address is missing")},
        {"twice_email", N_("The same address stands in line {value}")},
        {"known", N_("This address has an account already; nothing changes")},
        {"waiting", N_("This address has signed up or is invited already, and has not confirmed yet; nothing changes")},
        {"country_near", N_("Did you mean {value}?")},
        {"country_as", N_("Read as {value}")},
        {"no_mail_lang", N_("“{value}” is not a language of this site; use en, fr or es")},
        {"no_language", N_("“{value}” is not a language that we know; use its English, French or Spanish name, or its code")},
        {"no_term", N_("There is no term “{value}”")},
        {"no_country", N_("There is no country “{value}”; use codes of two letters, such as SN")},
        {"new_series", N_("The series “{value}” will be made")},
        {"long", N_("This is too long")},
        {"bad_year", N_("“{value}” is not a year; write it as four digits")},
        {"bad_number", N_("“{value}” is not a whole number")},
        {"no_lang", N_("“{value}” is not a language that we know; use en, fr, es or ar")},
        {"no_licence", N_("The licence is missing; readers must know what they may do with it")},
        {"no_such_licence", N_("There is no licence “{value}”; the page of imports lists the codes")},
        {"bad_file", N_("“{value}” is not understood; write a language, a colon and the name of the file, such as en:report.pdf")},
        {"no_file", N_("“{value}” is not in the archive")},
        {"file_broken", N_("“{value}” cannot be unpacked; put it into the archive anew")},
        {"nothing_to_read", N_("Name a file or a link: readers need something to read")},
        {"withdrawn", N_("This publication was withdrawn; restore it first")},
        {"joins", N_("Becomes a member of “{value}”, which this import confirms")},
        {"no_page", N_("No organisation of this name has a page here; the name stays as text")},
        {"many_pages", N_("Several organisations of this name have pages here; the name stays as text")},
        {"page_elsewhere", N_("“{value}” has its seat in another country; the name stays as text")},
        {"there", N_("It is here already; nothing changes")},
        {"there_merged", N_("It was merged into another organisation; nothing changes")},
        {"there_offer", N_("Its organisation has this entry already; nothing changes")},
        {"likely", N_("It may be the same as one that is here: {value}. Look before you import")},
        {"twice_organisation", N_("The same organisation stands in line {value}")},
        {"short_name_only", N_("Write the name out; an abbreviation has a field of its own")},
        {"no_type", N_("There is no kind of organisation “{value}”; the page of imports lists the codes")},
        {"type_missing", N_("The kind of organisation is missing")},
        {"bad_url", N_("“{value}” is not a web address; write it as www.example.org")},
        {"bad_state", N_("“{value}” cannot be imported as a state; use active, hidden or proposed")},
        {"bad_yes", N_("“{value}” cannot stand here; the page of imports says what can")},
        {"bad_route", N_("“{value}” is not a route; write the two countries as NP>QA")},
        {"many_routes", N_("These are too many routes; give {value} at most")},
        {"many_themes", N_("These are too many themes; give {value} at most")},
        {"many_languages", N_("These are too many languages; give {value} at most")},
        {"many_countries", N_("These are too many countries; give {value} at most")},
        {"nobody", N_("Address {value} in this field has no account here, so nobody is added for it")},
        {"added_people", N_("People named here belong to it at once, without being asked")},
        {"no_organisation", N_("There is no organisation “{value}”; import the organisations first")},
        {"which_organisation", N_("More than one organisation is called “{value}”; give its country")},
        {"bad_side", N_("“{value}” is neither offers nor seeks")},
        {"bad_what", N_("“{value}” is none of partnership, expertise, funding, exchange")},
        {"no_text", N_("The text is missing")},
        {"short_text", N_("The text is too short; write 15 characters at least")},
        {"full", N_("The organisation has {value} entries already, which is the most there can be")},
        {"changed_since", N_("Somebody changed this at the same moment; import the row again")},
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i].code, code) == 0)
            return fill(_(words[i].text), "value", in_language(value), NULL);
    return in_language(value);
}

struct import_messages import_messages(const struct import_row *row)
{
    struct import_messages l = {0};
    json_t                *all = row->messages ? json_loads(row->messages, 0, NULL) : NULL, *one;
    size_t                 i;

    json_array_foreach(all, i, one) {
        const char *column, *code, *value;
        if (json_unpack(one, "[sss]", &column, &code, &value))
            continue;
        l.v = talloc_realloc(pool, l.v, struct import_message, l.n + 1);
        l.v[l.n++] = (struct import_message){copy(column), sentence(code, value)};
    }
    json_decref(all);
    return l;
}

char *import_message_line(const struct import_message *m)
{
    return *m->column ? fmt("%s: %s", m->column, m->text) : m->text;
}

/* ---- the command line ---- */

static enum err keep_file(const char *path, struct stored *out)
{
    char  *temp, buf[65536];
    int    fd;
    size_t n;
    FILE  *f = fopen(path, "re");

    if (!f) {
        printf("%s: cannot be read\n", path);
        FAIL(ERR_NOT_FOUND, "%s", path);
    }
    enum err e = store_temp(&fd, &temp);
    while (e == OK && (n = fread(buf, 1, sizeof buf, f)) > 0)
        for (size_t done = 0; done < n && e == OK;) {
            ssize_t w = write(fd, buf + done, n - done);
            if (w <= 0)
                e = ERR_SPACE;
            else
                done += (size_t)w;
        }
    fclose(f);
    return e == OK ? store_keep(fd, temp, out) : e;
}

static void print_issues(const char *path)
{
    const struct issues *is = err_issues();
    for (size_t i = 0; is && i < is->n; i++)
        printf("%s: %s\n", path, is->v[i].text);
}

static enum err print_report(struct db *db, const struct import_kind *k, int64_t id)
{
    struct import_row_list rows;
    struct import_outcomes sums;

    TRY(import_rows(db, id, "fault", 0, k->rows_max, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct import_messages l = import_messages(&rows.v[i]);
        for (size_t j = 0; j < l.n; j++)
            printf("line %" PRId64 ": %s\n", rows.v[i].line, import_message_line(&l.v[j]));
    }
    TRY(import_count_outcomes(db, id, &sums));
    for (size_t i = 0; i < sums.n; i++)
        printf("%s%s %" PRId64, i ? ", " : "", sums.v[i].outcome, sums.v[i].n);
    printf("\n");
    return rows.n ? ERR_INVALID : OK;
}

enum err import_cli(struct db *db, const char *kind, const char *csv_path, const char *zip_path)
{
    const struct import_kind *k = import_kind_of(kind);
    struct stored csv, zip;
    int64_t       id;
    const char   *name = strrchr(csv_path, '/') ? strrchr(csv_path, '/') + 1 : csv_path;

    TRY(keep_file(csv_path, &csv));
    if (zip_path)
        TRY(keep_file(zip_path, &zip));
    enum err e = begin(db, NULL, k, NULL, fmt("%.190s", name), &csv, zip_path ? &zip : NULL, false, &id);
    if (e == ERR_INVALID)
        print_issues(csv_path);
    TRY(e);
    TRY(import_check_run(db, id, NULL, NULL));
    TRY(confirm(db, NULL, id, false, false));
    TRY(import_run(db, id, NULL, NULL));
    return print_report(db, k, id);
}
