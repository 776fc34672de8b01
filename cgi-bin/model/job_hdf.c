/* job_hdf.c - jobs and their timetable as template data. */
#include <jansson.h>

#include "model/import.h"
#include "model/job.h"

static const struct word {
    const char *code, *text;
} kind_words[] = {
    {"file.read", N_("Reading the text of a file")},
    {"file.scan", N_("Looking for viruses in a file")},
    {"import.check", N_("Dry run of an import")},
    {"import.run", N_("Import of a table")},
    {"people.bulk", N_("Change to many accounts")},
    {"people.bulk.undo", N_("Undoing a change to many accounts")},
    {"invitations.send", N_("Sending invitations in turn")},
    {"site.check", N_("Look at certificate and virus scanner")},
    {"term.index", N_("Publications by the words of a changed term")},
    {"downloads.fold", N_("Adding up downloads")},
    {"copy.make", N_("Copy of somebody’s data")},
    {"erasure.finish", N_("Files of an erased account")},
    {"members.check", N_("Is this still you?")},
    {"sweep", N_("Clean-up of what has expired")},
    {"alerts.send", N_("Mails about what is new for saved searches")},
    {"messages.notify", N_("Mails about new messages")},
    {"audit.check", N_("Check of the audit log")},
};

const char *job_kind_word(const char *kind)
{
    for (size_t i = 0; i < COUNT(kind_words); i++)
        if (strcmp(kind_words[i].code, kind) == 0)
            return _(kind_words[i].text);
    return kind;
}

/* How long it took: "0.2 s", "3 min". */
static char *duration(struct instant from, struct instant to)
{
    int64_t ms = (to.us - from.us) / 1000;

    if (ms < 0)
        ms = 0;
    if (ms < 10000) {
        char *s = fmt("%" PRId64 ".%d\u00a0s", ms / 1000, (int)(ms % 1000 / 100));
        if (lang_now() != LANG_EN)
            *strchr(s, '.') = ',';
        return s;
    }
    if (ms < 120000)
        return fmt("%s\u00a0s", show_count(ms / 1000));
    return fmt("%s\u00a0min", show_count(ms / 60000));
}

static char *interval(int64_t seconds, int at_minute)
{
    if (at_minute >= 0)
        return fill(_("Every day at {time} UTC"), "time", fmt("%02d:%02d", at_minute / 60, at_minute % 60),
                    NULL);
    if (seconds % 3600 == 0)
        return fill(ngettext("Every hour", "Every {n} hours", (unsigned long)(seconds / 3600)), "n",
                    show_count(seconds / 3600), NULL);
    return fill(ngettext("Every minute", "Every {n} minutes", (unsigned long)(seconds / 60)), "n",
                show_count(seconds / 60), NULL);
}

static int64_t number(const json_t *j, const char *name)
{
    return (int64_t)json_integer_value(json_object_get(j, name));
}

/* What a finished run found, as a sentence; NULL when there is nothing to say. */
static char *finding(const char *kind, const char *result)
{
    json_t *j = result ? json_loads(result, 0, NULL) : NULL;
    char *text = NULL;

    if (j && strcmp(kind, "audit.check") == 0 && number(j, "broken"))
        text = fill(_("The chain is broken at entry {id}."), "id", fmt("%" PRId64, number(j, "broken")), NULL);
    else if (j && strcmp(kind, "audit.check") == 0)
        text = fill(ngettext("{n} entry, nothing changed or missing.", "{n} entries, nothing changed or missing.",
                             (unsigned long)number(j, "entries")),
                    "n", show_count(number(j, "entries")), NULL);
    else if (j && strcmp(kind, "downloads.fold") == 0)
        text = fill(ngettext("{n} download added up.", "{n} downloads added up.",
                             (unsigned long)number(j, "downloads")),
                    "n", show_count(number(j, "downloads")), NULL);
    else if (j && (strcmp(kind, "alerts.send") == 0 || strcmp(kind, "messages.notify") == 0 ||
                   strcmp(kind, "members.check") == 0))
        text = fill(ngettext("{n} mail written.", "{n} mails written.", (unsigned long)number(j, "mails")), "n",
                    show_count(number(j, "mails")), NULL);
    else if (j && strcmp(kind, "sweep") == 0) {
        int64_t n = 0;
        const char *key;
        json_t *v;
        json_object_foreach(j, key, v)
            n += (int64_t)json_integer_value(v);
        text = fill(ngettext("{n} thing cleared away.", "{n} things cleared away.", (unsigned long)n), "n",
                    show_count(n), NULL);
    }
    json_decref(j);
    return text;
}

/* "file 12": what the job is about. */
static void put_about(HDF *h, const struct job *j)
{
    json_t     *p = json_loads(j->payload, 0, NULL);
    const char *kind = json_string_value(json_object_get(p, "kind"));

    if (number(p, "file"))
        put_text(h, "about", fill(_("File {id}"), "id", fmt("%" PRId64, number(p, "file")), NULL));
    else if (number(p, "import"))
        put_text(h, "about", fill(_("Import {id}"), "id", fmt("%" PRId64, number(p, "import")), NULL));
    if (number(p, "import"))
        put_text(h, "about_path", fmt("%s/%" PRId64, import_pages(kind ? kind : "library"), number(p, "import")));
    if (number(p, "bulk")) {
        put_text(h, "about", fill(_("Change {id}"), "id", fmt("%" PRId64, number(p, "bulk")), NULL));
        put_text(h, "about_path", fmt("/admin/people/bulk/%" PRId64, number(p, "bulk")));
    }
    json_decref(p);
}

void job_to_hdf(const struct job *j, HDF *h)
{
    put_int(h, "id", j->id);
    put_text(h, "kind", j->kind);
    put_text(h, "kind_text", job_kind_word(j->kind));
    put_about(h, j);
    put_text(h, "state", j->state);
    put_count(h, "tries", j->tries);
    put_text(h, "error", j->error);
    if (j->steps > 0) {
        put_int(h, "progress", j->progress);
        put_int(h, "steps", j->steps);
        put_text(h, "progress_text", fill(_("{done} of {all}"), "done", show_count(j->progress), "all",
                                          show_count(j->steps), NULL));
    }
    put_instant(h, "created_at", j->created_at);
    put_instant(h, "not_before", j->not_before);
    put_instant(h, "started_at", j->started_at);
    put_instant(h, "ended_at", j->ended_at);
}

bool schedule_alarm(const struct schedule *s)
{
    json_t *j = s->result ? json_loads(s->result, 0, NULL) : NULL;
    bool broken = strcmp(s->kind, "audit.check") == 0 && number(j, "broken") != 0;

    json_decref(j);
    return broken;
}

void schedule_to_hdf(const struct schedule *s, HDF *h)
{
    bool busy = s->state && (strcmp(s->state, "waiting") == 0 || strcmp(s->state, "running") == 0);

    put_text(h, "kind", s->kind);
    put_text(h, "kind_text", job_kind_word(s->kind));
    put_text(h, "every", interval(s->every_seconds, s->at_minute));
    put_instant(h, "next_run", s->next_run);
    put_text(h, "state", s->state);
    put_bool(h, "busy", busy);
    put_text(h, "last_state", s->last_state);
    if (s->ended_at.us) {
        put_instant(h, "last_run", s->started_at);
        put_text(h, "duration", fill(_("Took {time}"), "time", duration(s->started_at, s->ended_at), NULL));
    }
    put_text(h, "error", s->error);
    put_text(h, "finding", finding(s->kind, s->result));
    put_bool(h, "alarm", schedule_alarm(s));
    put_bool(h, "overdue", !busy && s->next_run.us < instant_add(instant_now(), -SCHEDULE_LATE).us);
}
