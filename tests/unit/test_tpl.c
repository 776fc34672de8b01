#include "kit.h"

#include <ftw.h>

/* ---- template source before it is parsed ---- */

static void prepared_is(const char *source, const char *want)
{
    char *made = tpl_prepare(source);

    assert_string_equal(made, want);
    free(made);
}

static void words_are_put_in(void **state)
{
    (void)state;
    prepared_is("<p><?cs var:_(\"Hello\") ?></p>", "<p>Hello</p>");
    prepared_is("<?cs var:_(\"Tom & Jerry <b>\") ?>", "Tom &amp; Jerry &lt;b&gt;");
    prepared_is("<?cs call:f(\"a\", _(\"Your name\"), \"\") ?>", "<?cs call:f(\"a\", \"Your name\", \"\") ?>");
    prepared_is("<?cs var:_(\"a\") + x ?>", "<?cs var:\"a\" + x ?>");
    prepared_is("<?cs set:x = _(\"a\") ?>", "<?cs set:x = \"a\" ?>");
}

static void what_is_no_word_stays(void **state)
{
    static const char *const same[] = {"",         "_",          "_(",          "_(\"",        "_(\"\")",    "_(\"a\"",
                                       "_(x)",     "<?cs var:_(", "<?cs var:_(\"a ?>", "<?cs var:x ?>", "<",   "a_(b)",
                                       "<?cs call:icon(x) ?>", "<?cs call:icon(\"a ?>", "<?cs call:icon(\"a\", 1) ?>"};

    (void)state;
    for (size_t i = 0; i < COUNT(same); i++)
        prepared_is(same[i], same[i]);
}

static void white_space_goes(void **state)
{
    (void)state;
    prepared_is("<p>  \n\n   a\n</p>\t\n", "<p>\na\n</p>\n");
    prepared_is("a  b", "a  b");
}

static void icons_are_put_in(void **state)
{
    char *made = tpl_prepare("x<?cs call:icon(\"search\") ?>y");

    (void)state;
    assert_non_null(strstr(made, "x<svg"));
    assert_non_null(strstr(made, "</svg>y"));
    assert_non_null(strstr(made, "#search\""));
    assert_non_null(strstr(made, "aria-hidden=\"true\""));
    assert_null(strstr(made, "<?cs"));
    free(made);
}

static void files_of_the_site_carry_a_version(void **state)
{
    const char *css = static_url("m4d.css");

    (void)state;
    assert_memory_equal(css, "/static/m4d.css?v=", 18);
    assert_int_equal(strlen(css), 18 + 8);
    assert_ptr_equal(css, static_url("m4d.css"));
}

/* ---- data ---- */

static const char *get(HDF *h, const char *name)
{
    return hdf_get_value(h, name, NULL);
}

static void data(void **state)
{
    HDF *h = tpl_data();

    (void)state;
    put_text(h, "none", NULL);
    put_text(h, "a.b", "c");
    put_int(h, "n", INT64_MIN);
    put_count(h, "count", 1234);
    put_size(h, "size", 2100000);
    put_bool(h, "yes", true);
    put_bool(h, "no", false);
    put_date(h, "d", (struct date){2026, 5, 5});
    put_date(h, "m", (struct date){2026, 5, 0});
    put_date(h, "y", (struct date){2026, 0, 0});
    put_date(h, "nod", (struct date){0});
    put_instant(h, "t", (struct instant){1717156800000000});
    put_instant(h, "not", (struct instant){0});
    put_text(put_item(h, "list", 2), "x", "1");
    assert_null(get(h, "none"));
    assert_string_equal(get(h, "a.b"), "c");
    assert_string_equal(get(h, "n"), "-9223372036854775808");
    assert_string_equal(get(h, "count"), "1,234");
    assert_string_equal(get(h, "size"), "2.1\u00a0MB");
    assert_string_equal(get(h, "yes"), "1");
    assert_null(get(h, "no"));
    assert_string_equal(get(h, "d"), "5 May 2026");
    assert_string_equal(get(h, "d.iso"), "2026-05-05");
    assert_string_equal(get(h, "m.iso"), "2026-05");
    assert_string_equal(get(h, "y.iso"), "2026");
    assert_null(get(h, "nod"));
    assert_string_equal(get(h, "t.iso"), "2024-05-31T12:00:00Z");
    assert_null(get(h, "not"));
    assert_string_equal(get(h, "list.2.x"), "1");
    hdf_destroy(&h);
}

static void markdown_runs_nothing(void **state)
{
    HDF *h = tpl_data();

    (void)state;
    put_markdown(h, "a", "# Title\n\nSome *text* and [a link](https://example.org).\n\n<script>x()</script>\n\n"
                         "[bad](javascript:x()) <b onclick=\"x()\">y</b> ![i](data:text/html,x)\n");
    const char *html = get(h, "a");
    assert_non_null(strstr(html, "<h1>Title</h1>"));
    assert_non_null(strstr(html, "<em>text</em>"));
    assert_non_null(strstr(html, "href=\"https://example.org\""));
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "onclick"));
    assert_null(strstr(html, "javascript:"));
    assert_null(strstr(html, "data:text"));
    put_markdown(h, "none", NULL);
    assert_null(get(h, "none"));
    hdf_destroy(&h);
}

/* ---- every page of the site ---- */

static const char *pages[500];
static size_t      npages;

static int see(const char *path, const struct stat *st, int type, struct FTW *at)
{
    const char *name = path + strlen("templates/");
    size_t      n = strlen(name);

    (void)st;
    /* layout and libraries are parts of pages; copy/ has the parts of what a person downloads about herself */
    if (type == FTW_F && n > 4 && strcmp(name + n - 4, ".cst") == 0 && strncmp(name, "lib/", 4) != 0 &&
        strncmp(name, "copy/", 5) != 0 &&
        strcmp(name, "layout.cst") != 0 && name[at->base - (int)strlen("templates/")] != '_' && npages < COUNT(pages))
        pages[npages++] = strdup(name);
    return 0;
}

/* Values that would break out of where they are put, under every name that a template asks for. */
static void fill_page(HDF *h)
{
    put_text(h, "Page.base", "/fr");
    put_text(h, "Page.path", "/");
    put_text(h, "Page.lang", "fr");
    put_text(h, "Form.errors.0.name", "<x>");
    put_text(h, "Form.errors.0.text", "\"><script>alert(1)</script>");
    put_text(h, "Flash.text", "\"><script>alert(1)</script>");
    put_text(h, "page.description", "\"><script>alert(1)</script>");
}

static void every_page_renders(void **state)
{
    (void)state;
    assert_int_equal(nftw("templates", see, 8, FTW_PHYS), 0);
    assert_true(npages > 0);
    for (size_t i = 0; i < npages; i++) {
        for (int l = 0; l < LANG_N; l++) {
            HDF        *h = tpl_data();
            const char *out;
            size_t      n;
            lang_use((enum lang)l);
            fill_page(h);
            if (tpl_render(pages[i], h, &out, &n) != OK)
                fail_msg("%s: %s", pages[i], err_text());
            assert_int_equal(strlen(out), n);
            if (strncmp(out + strspn(out, " \n"), "<!doctype html>", 15) != 0 || !strstr(out, "</html>"))
                fail_msg("%s: not a whole page", pages[i]);
            if (strstr(out, "<script>alert"))
                fail_msg("%s: a value was not escaped", pages[i]);
            hdf_destroy(&h);
        }
        free((char *)pages[i]);
    }
}

static void a_broken_template_is_an_error(void **state)
{
    HDF        *h = tpl_data();
    const char *out;
    size_t      n;

    (void)state;
    assert_int_equal(tpl_render("no/such.cst", h, &out, &n), ERR_INTERNAL);
    assert_non_null(strstr(err_text(), "no/such.cst"));
    assert_int_equal(tpl_render("no/such.cst", h, &out, &n), ERR_INTERNAL);
    hdf_destroy(&h);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        KIT_TEST(words_are_put_in),
        KIT_TEST(what_is_no_word_stays),
        KIT_TEST(white_space_goes),
        KIT_TEST(icons_are_put_in),
        KIT_TEST(files_of_the_site_carry_a_version),
        KIT_TEST(data),
        KIT_TEST(markdown_runs_nothing),
        KIT_TEST(every_page_renders),
        KIT_TEST(a_broken_template_is_an_error),
    };
    return KIT_RUN("tpl", tests);
}
