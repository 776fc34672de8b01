/* tpl.c - templates by ClearSilver. */
#include <ClearSilver.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "kit/tpl.h"

struct source {
    char  *path;
    time_t mtime;
};
struct kept {
    char          *name;
    enum lang      lang;
    bool           bare; /* without the frame of the site's pages */
    CSPARSE       *cs;
    struct source *from; /* files it was made of, to notice a change in development */
    size_t         nfrom;
};

static struct kept *kept;
static size_t       nkept;
static HDF         *site; /* outlives requests: templates are parsed against it */

static struct {
    char  *s;
    size_t n, room;
} page;

/* Logs a ClearSilver error as ours. */
static enum err failed(NEOERR *e, const char *name)
{
    STRING   text;
    enum err r;

    string_init(&text);
    nerr_error_string(e, &text);
    r = err_set(ERR_INTERNAL, __FILE__, __LINE__, "template %s: %s", name, text.buf ? text.buf : "?");
    string_clear(&text);
    nerr_ignore(&e);
    return r;
}

static void must(NEOERR *e)
{
    if (e == STATUS_OK)
        return;
    nerr_log_error(e);
    abort();
}

HDF *tpl_data(void)
{
    HDF *h;

    must(hdf_init(&h));
    must(hdf_set_value(h, "Config.VarEscapeMode", "html"));
    return h;
}

static HDF *site_data(void)
{
    if (site)
        return site;
    site = tpl_data();
    must(hdf_set_value(site, "Site.name", conf_text("site_name")));
    must(hdf_set_value(site, "Site.url", conf_text("site_url")));
    must(hdf_set_value(site, "Site.contact", conf_text("contact_email")));
    must(hdf_set_value(site, "Site.css", static_url("m4d.css")));
    must(hdf_set_value(site, "Site.js", static_url("m4d.js")));
    must(hdf_set_value(site, "Site.mark", static_url("mark.svg")));
    must(hdf_set_value(site, "Site.icons", static_url("icons.svg")));
    must(hdf_set_value(site, "Site.world", static_url("world.svg")));
    return site;
}

static char *read_whole(const char *path, time_t *mtime)
{
    struct stat st;
    char       *s;
    FILE       *f = fopen(path, "r");

    if (!f)
        return NULL;
    if (fstat(fileno(f), &st)) {
        fclose(f);
        return NULL;
    }
    s = malloc((size_t)st.st_size + 1);
    if (!s)
        abort();
    s[fread(s, 1, (size_t)st.st_size, f)] = '\0';
    fclose(f);
    *mtime = st.st_mtime;
    return s;
}

const char *static_url(const char *file)
{
    static struct {
        char *file, *url;
    } known[16];
    unsigned char h[SHA256_LEN];
    time_t        mtime;
    char         *path, *s;
    size_t        i;

    for (i = 0; i < COUNT(known) && known[i].file; i++)
        if (strcmp(known[i].file, file) == 0)
            return known[i].url;
    if (i == COUNT(known))
        abort();
    if (asprintf(&path, "%s/static/%s", conf_text("htdocs_dir"), file) < 0)
        abort();
    s = read_whole(path, &mtime);
    sha256(s ? s : "", s ? strlen(s) : 0, h);
    free(s);
    free(path);
    if (asprintf(&known[i].url, "/static/%s?v=%02x%02x%02x%02x", file, h[0], h[1], h[2], h[3]) < 0)
        abort();
    known[i].file = strdup(file);
    return known[i].url;
}

/* ClearSilver's hook for the page and for each include. */
static NEOERR *load(void *arg, HDF *hdf, const char *name, char **contents)
{
    struct kept *k = arg;
    char        *path, *s;
    time_t       mtime = 0;

    (void)hdf;
    if (asprintf(&path, "%s/%s", conf_text("templates_dir"), name) < 0)
        abort();
    s = read_whole(path, &mtime);
    if (!s) { /* not NERR_NOT_FOUND: ClearSilver goes on without an include that is not found */
        free(path);
        return nerr_raise(NERR_IO, "%s: %s", name, strerror(errno));
    }
    k->from = realloc(k->from, (k->nfrom + 1) * sizeof *k->from);
    k->from[k->nfrom++] = (struct source){path, mtime};
    *contents = tpl_prepare(s);
    free(s);
    return STATUS_OK;
}

static void forget(struct kept *k)
{
    cs_destroy(&k->cs);
    for (size_t i = 0; i < k->nfrom; i++)
        free(k->from[i].path);
    free(k->from);
    k->from = NULL;
    k->nfrom = 0;
}

static bool changed(const struct kept *k)
{
    struct stat st;

    for (size_t i = 0; i < k->nfrom; i++)
        if (stat(k->from[i].path, &st) || st.st_mtime != k->from[i].mtime)
            return true;
    return false;
}

static enum err parse(struct kept *k)
{
    char   *text;
    NEOERR *e;

    if (asprintf(&text, "<?cs include:\"%s\" ?>%s", k->name, k->bare ? "" : "<?cs include:\"layout.cst\" ?>") < 0)
        abort();
    e = cs_init(&k->cs, site_data());
    if (e == STATUS_OK)
        e = cgi_register_strfuncs(k->cs);
    if (e != STATUS_OK) {
        free(text);
        return failed(e, k->name);
    }
    cs_register_fileload(k->cs, k, load);
    e = cs_parse_string(k->cs, text, strlen(text));
    if (e != STATUS_OK) {
        enum err r = failed(e, k->name);

        forget(k);
        return r;
    }
    return OK;
}

static enum err find(const char *name, bool bare, struct kept **out)
{
    static int dev = -1;

    if (dev < 0)
        dev = conf_bool("development");
    for (size_t i = 0; i < nkept; i++)
        if (kept[i].lang == lang_now() && kept[i].bare == bare && strcmp(kept[i].name, name) == 0) {
            *out = &kept[i];
            if (kept[i].cs && dev && changed(&kept[i]))
                forget(&kept[i]);
            return kept[i].cs ? OK : parse(&kept[i]);
        }
    kept = realloc(kept, (nkept + 1) * sizeof *kept);
    if (!kept)
        abort();
    kept[nkept] = (struct kept){.name = strdup(name), .lang = lang_now(), .bare = bare};
    for (size_t i = 0; i <= nkept; i++) /* realloc moved them: the hooks' argument with them */
        if (kept[i].cs)
            cs_register_fileload(kept[i].cs, &kept[i], load);
    *out = &kept[nkept];
    nkept++;
    return parse(*out);
}

static NEOERR *collect(void *arg, char *s)
{
    size_t n = strlen(s);

    (void)arg;
    if (page.n + n + 1 > page.room) {
        page.room = (page.n + n + 1) * 2;
        page.s = realloc(page.s, page.room);
        if (!page.s)
            abort();
    }
    memcpy(page.s + page.n, s, n + 1);
    page.n += n;
    return STATUS_OK;
}

static enum err render(const char *name, bool bare, HDF *data, const char **out, size_t *n)
{
    struct kept *k;
    NEOERR      *e;

    TRY(find(name, bare, &k));
    k->cs->hdf = data;
    k->cs->global_hdf = site_data();
    page.n = 0;
    e = cs_render(k->cs, NULL, collect);
    if (e != STATUS_OK) {
        enum err r = failed(e, name);

        forget(k); /* a parse whose render failed may be half way through something */
        return r;
    }
    /* What stands between the macros of a template is no part of the page. */
    *out = page.n ? page.s + strspn(page.s, "\n") : page.s;
    *n = page.n - (size_t)(*out - page.s);
    return OK;
}

enum err tpl_render(const char *name, HDF *data, const char **out, size_t *n)
{
    return render(name, false, data, out, n);
}

enum err tpl_render_bare(const char *name, HDF *data, const char **out, size_t *n)
{
    return render(name, true, data, out, n);
}

void tpl_data_free(HDF **data)
{
    hdf_destroy(data);
}
