/* copy.c - makes the copy of all that is held about somebody; see model/personal_copy.h. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/archive.h"
#include "worker/copy.h"

/* ---- data.json ---- */

static char *quoted(const char *s)
{
    json_t *j = json_string(s ? s : "");
    char   *text = json_dumps(j, JSON_ENCODE_ANY), *out = copy(text);

    free(text);
    json_decref(j);
    return out;
}

static void json_head(struct copying *c)
{
    fprintf(c->json, "{\n\"format\": \"m4d-my-data\",\n\"version\": %d,\n\"site\": %s,\n\"made_at\": %s,\n\"parts\": {",
            PERSONAL_COPY_JSON, quoted(conf_text("site_url")), quoted(instant_iso(pool, instant_now())));
}

static void json_part(struct copying *c, const struct personal *p, bool first)
{
    fprintf(c->json, "%s\n%s: {\"title\": %s, \"what\": %s, \"end\": %s, \"rows\": [", first ? "" : ",", quoted(p->code),
            quoted(_(p->title)), quoted(_(p->what)),
            quoted(p->after ? _(p->after) : personal_end_word(p->end)));
}

static void json_foot(struct copying *c)
{
    fputs("\n},\n\"files\": [", c->json);
    for (size_t i = 0; i < c->nfiles; i++) {
        const struct copy_file *f = &c->files[i];

        fprintf(c->json, "%s\n{\"name\": %s, \"part\": %s, \"type\": %s, \"bytes\": %" PRId64 ", \"sha256\": %s, \"left_out\": %s}",
                i ? "," : "", quoted(fmt("files/%s", f->file.name)), quoted(f->part), quoted(f->file.mime), f->file.size,
                quoted(f->file.sha256), f->left_out ? "true" : "false");
    }
    fputs("\n]\n}\n", c->json);
}

/* ---- part by part, a few rows at a time ---- */

static enum err some_rows(struct copying *c, const struct personal *p, int64_t *k, bool *more)
{
    TALLOC_CTX          *outer = pool;
    struct personal_rows rows;
    enum err             e;

    pool = talloc_new(outer);
    e = personal_rows(c->work->db, p, c->copy.member_id, *k, &rows);
    if (!e && *k == 0)
        e = html_part(c, p, rows.n == 0);
    for (size_t i = 0; !e && i < rows.n; i++)
        fprintf(c->json, "%s\n%s", *k == 0 && i == 0 ? "" : ",", rows.v[i].j);
    if (!e && rows.n)
        e = html_rows(c, &rows);
    *more = !e && rows.n >= PERSONAL_SOME;
    if (!e && rows.n)
        *k = rows.v[rows.n - 1].k;
    talloc_free(pool);
    pool = outer;
    return e;
}

static enum err one_part(struct copying *c, const struct personal *p, bool first)
{
    int64_t k = 0;

    json_part(c, p, first);
    for (bool more = true; more;) {
        TRY(some_rows(c, p, &k, &more));
        if (!work_beat(c->work) || stopping)
            FAIL(ERR_BUSY, "told to stop");
    }
    fputs("]}", c->json);
    return html_end(c);
}

/* Sizes as they are on disk; what is missing there or would be too much is only named. */
static enum err note_files(struct copying *c, const struct personal *p)
{
    struct personal_files l;

    TRY(personal_files(c->work->db, p, c->copy.member_id, &l));
    for (size_t i = 0; i < l.n && c->nfiles < COPY_FILES_MOST; i++) {
        struct copy_file f = {.part = p->code, .file = l.v[i]};
        struct stat      st;
        bool             there = stat(store_path(f.file.sha256), &st) == 0;

        f.file.size = there ? st.st_size : f.file.size;
        f.left_out = !there || c->bytes + f.file.size > COPY_BYTES_MOST;
        if (!f.left_out)
            c->bytes += f.file.size;
        c->files[c->nfiles++] = f;
    }
    return OK;
}

static enum err write_parts(struct copying *c)
{
    const struct personal *p;
    int                    total = 0;

    while (personal_part((size_t)total))
        total++;
    json_head(c);
    TRY(html_head(c));
    for (int i = 0; (p = personal_part((size_t)i)) != NULL; i++) {
        TRY(one_part(c, p, i == 0));
        TRY(note_files(c, p));
        TRY(personal_copy_went_on(c->work->db, c->copy.id, i + 1, total + 1));
        if (!work_progress(c->work, i + 1, total + 1))
            FAIL(ERR_BUSY, "told to stop");
    }
    json_foot(c);
    return html_foot(c);
}

/* ---- files on disk ---- */

static enum err open_all(struct copying *c, const char *folder)
{
    personal_copy_remove(c->copy.id); /* what an earlier try has left */
    (void)mkdir(fmt("%s/copies", conf_text("files_dir")), 0750);
    if (mkdir(folder, 0750) || (c->json = fopen(fmt("%s/data.json", folder), "we")) == NULL ||
        (c->html = fopen(fmt("%s/index.html", folder), "we")) == NULL)
        FAIL(errno == ENOSPC ? ERR_SPACE : ERR_INTERNAL, "%s: %s", folder, strerror(errno));
    return OK;
}

static enum err close_all(struct copying *c)
{
    bool bad = false;

    if (c->json)
        bad = ferror(c->json) | fclose(c->json);
    if (c->html)
        bad |= ferror(c->html) | fclose(c->html);
    c->json = c->html = NULL;
    if (bad)
        FAIL(ERR_SPACE, "the copy %" PRId64 " cannot be written", c->copy.id);
    return OK;
}

static bool went_on(void *arg)
{
    return work_beat(arg) && !stopping;
}

static enum err pack(struct copying *c, const char *folder)
{
    struct archive_part *parts = talloc_array(pool, struct archive_part, (unsigned)c->nfiles + 3);
    size_t               n = 0;

    parts[n++] = (struct archive_part){"index.html", fmt("%s/index.html", folder), true};
    parts[n++] = (struct archive_part){"style.css", fmt("%s/copy/style.css", conf_text("templates_dir")), true};
    parts[n++] = (struct archive_part){"data.json", fmt("%s/data.json", folder), true};
    for (size_t i = 0; i < c->nfiles; i++)
        if (!c->files[i].left_out)
            parts[n++] = (struct archive_part){fmt("files/%s", c->files[i].file.name), store_path(c->files[i].file.sha256), false};
    TRY(archive_write(fmt("%s/copy.zip", folder), parts, n, went_on, c->work));
    (void)unlink(parts[0].path);
    (void)unlink(parts[2].path);
    return OK;
}

static enum err make(struct copying *c)
{
    char       *folder = personal_copy_folder(c->copy.id);
    struct stat st;
    enum err    e;

    if (store_free_bytes() < conf_int("free_space_floor_mb") * 1048576)
        FAIL(ERR_SPACE, "less than %s MB free for files", conf_text("free_space_floor_mb"));
    TRY(member_get(c->work->db, c->copy.member_id, &c->member));
    e = open_all(c, folder);
    if (!e)
        e = write_parts(c);
    if (e)
        (void)close_all(c);
    else
        e = close_all(c);
    TRY(e);
    TRY(pack(c, folder));
    if (stat(fmt("%s/copy.zip", folder), &st))
        FAIL(ERR_INTERNAL, "%s/copy.zip: %s", folder, strerror(errno));
    return personal_copy_done(c->work->db, c->copy.id, st.st_size);
}

/* An owner who is gone by now gets nothing; a try that was the last one leaves the wish as failed. */
static enum err ended(struct copying *c, enum err e)
{
    if (e == OK || (e == ERR_BUSY && stopping) || c->work->lost)
        return e;
    char *why = copy(err_text());
    personal_copy_remove(c->copy.id);
    if (e == ERR_CONFLICT || e == ERR_NOT_FOUND)
        return OK;
    if (c->work->job->tries >= JOB_TRIES && personal_copy_failed(c->work->db, c->copy.id))
        err_clear(); /* two hours later it counts as failed anyway */
    FAIL(e, "%s", why_text(why));
}

enum err copy_make(struct work *w)
{
    int64_t        id = work_id(w, "copy");
    struct copying c = {.work = w, .files = talloc_array(pool, struct copy_file, COPY_FILES_MOST)};
    enum lang      l = LANG_EN, before;
    enum err       e;

    if (!id)
        FAIL(ERR_INVALID, "the payload names no copy");
    e = personal_copy_begin(w->db, id, &c.copy);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    (void)lang_read(c.copy.lang, &l);
    before = lang_use(l);
    e = make(&c);
    lang_use(before);
    return ended(&c, e);
}
