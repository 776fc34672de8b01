/* sheet.c - lays text out with Pango and writes tagged PDF with cairo. */
#include "sample/sheet.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "sample/pdf_lang.h"

enum { WIDTH = 595, HEIGHT = 842, SIDE = 62, TOP = 62, FOOT = 70, MEASURE = WIDTH - 2 * SIDE };

struct sheet {
    cairo_surface_t  *surface;
    cairo_t          *cr;
    const char       *path;
    struct sheet_info info;
    double            y;
    int               page;
    int               chapter; /* the title in the outline, under which the headings stand */
};

/* Colours of the site. */
static void ink(cairo_t *cr) { cairo_set_source_rgb(cr, 0.078, 0.137, 0.231); }
static void soft(cairo_t *cr) { cairo_set_source_rgb(cr, 0.302, 0.345, 0.420); }
static void route(cairo_t *cr) { cairo_set_source_rgb(cr, 0.690, 0.0, 0.416); }
static void sea(cairo_t *cr) { cairo_set_source_rgb(cr, 0.886, 0.918, 0.918); }

static PangoLayout *layout_new(struct sheet *s, const char *font, double width, const char *text, bool markup)
{
    PangoLayout          *l = pango_cairo_create_layout(s->cr);
    PangoFontDescription *d = pango_font_description_from_string(font);

    pango_cairo_context_set_resolution(pango_layout_get_context(l), 72); /* one unit is a point */
    /* Exact places: rounded ones look like gaps, and readers of the text then see blanks there. */
    pango_context_set_round_glyph_positions(pango_layout_get_context(l), FALSE);
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(pango_layout_get_context(l), o);
    cairo_font_options_destroy(o);
    pango_layout_context_changed(l);
    pango_layout_set_font_description(l, d);
    pango_font_description_free(d);
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(l, TRUE);
    pango_layout_set_line_spacing(l, 1.25f);
    if (markup)
        pango_layout_set_markup(l, text, -1);
    else
        pango_layout_set_text(l, text, -1);
    return l;
}

static double layout_height(PangoLayout *l)
{
    int h;
    pango_layout_get_size(l, NULL, &h);
    return (double)h / PANGO_SCALE;
}

static char *page_text(struct sheet *s)
{
    char **a = g_strsplit(s->info.page_of, "{n}", 2), n[12], m[12];
    g_snprintf(n, sizeof n, "%d", s->page);
    g_snprintf(m, sizeof m, "%d", s->info.pages);
    char  *one = g_strjoinv(n, a);
    char **b = g_strsplit(one, "{m}", 2);
    char  *both = g_strjoinv(m, b);
    g_free(one);
    g_strfreev(a);
    g_strfreev(b);
    return both;
}

/* Outside of any tag: readers skip it as decoration. */
static void page_foot(struct sheet *s)
{
    char        *text = page_text(s);
    PangoLayout *l = layout_new(s, "DejaVu Sans 9", MEASURE, text, false);

    soft(s->cr);
    cairo_move_to(s->cr, SIDE, HEIGHT - 44);
    pango_cairo_show_layout(s->cr, l);
    g_object_unref(l);
    g_free(text);
}

static void page_break(struct sheet *s)
{
    page_foot(s);
    cairo_show_page(s->cr);
    s->page++;
    s->y = TOP;
}

static void need(struct sheet *s, double height)
{
    if (s->y + height > HEIGHT - FOOT)
        page_break(s);
}

static void show(struct sheet *s, PangoLayout *l, double x, const char *tag, const char *attributes)
{
    cairo_tag_begin(s->cr, tag, attributes);
    cairo_move_to(s->cr, x, s->y);
    pango_cairo_show_layout(s->cr, l);
    cairo_tag_end(s->cr, tag);
}

/* An entry of the outline that leads to where the text begins. */
static int outline(struct sheet *s, int under, const char *text)
{
    char *to = g_strdup_printf("page=%d pos=[%d %d]", s->page, SIDE, (int)s->y);
    int   id = cairo_pdf_surface_add_outline(s->surface, under, text, to, CAIRO_PDF_OUTLINE_FLAG_OPEN);

    g_free(to);
    return id;
}

struct sheet *sheet_open(TALLOC_CTX *ctx, const char *path, const struct sheet_info *info)
{
    struct sheet *s = talloc_zero(ctx, struct sheet);

    s->path = path;
    s->info = *info;
    s->page = 1;
    s->surface = path ? cairo_pdf_surface_create(path, WIDTH, HEIGHT)
                      : cairo_pdf_surface_create_for_stream(NULL, NULL, WIDTH, HEIGHT);
    /* 1.4: plain objects, so that the language can be added behind them; a fixed date: the same
     * texts give the same bytes, and importing them again changes nothing. */
    cairo_pdf_surface_restrict_to_version(s->surface, CAIRO_PDF_VERSION_1_4);
    cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_TITLE, info->title);
    cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
    cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_SUBJECT, info->subject);
    cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-01-05T12:00:00Z");
    s->cr = cairo_create(s->surface);
    cairo_tag_begin(s->cr, "Document", NULL);

    sea(s->cr);
    cairo_rectangle(s->cr, 0, 0, WIDTH, 58);
    cairo_fill(s->cr);
    route(s->cr);
    cairo_rectangle(s->cr, 0, 58, WIDTH, 3);
    cairo_fill(s->cr);
    PangoLayout *l = layout_new(s, "DejaVu Sans Bold 11", MEASURE, info->band, false);
    ink(s->cr);
    s->y = 24;
    show(s, l, SIDE, "P", NULL);
    g_object_unref(l);
    s->y = 92;
    return s;
}

void sheet_title(struct sheet *s, const char *text)
{
    PangoLayout *l = layout_new(s, g_utf8_strlen(text, -1) > 90 ? "DejaVu Serif Bold 19" : "DejaVu Serif Bold 24",
                                MEASURE, text, false);
    pango_layout_set_line_spacing(l, 1.1f);
    ink(s->cr);
    s->chapter = outline(s, CAIRO_PDF_OUTLINE_ROOT, text);
    show(s, l, SIDE, "H1", NULL);
    s->y += layout_height(l) + 18;
    g_object_unref(l);
}

void sheet_heading(struct sheet *s, const char *text)
{
    PangoLayout *l = layout_new(s, "DejaVu Sans Bold 14", MEASURE, text, false);
    double       h = layout_height(l);

    s->y += 6;
    need(s, h + 70); /* never alone at the foot of a page */
    route(s->cr);
    outline(s, s->chapter, text);
    show(s, l, SIDE, "H2", NULL);
    s->y += h + 6;
    g_object_unref(l);
}

void sheet_para(struct sheet *s, const char *text)
{
    PangoLayout *l = layout_new(s, "DejaVu Sans 11", MEASURE, text, false);
    double       h = layout_height(l);

    need(s, h);
    ink(s->cr);
    show(s, l, SIDE, "P", NULL);
    s->y += h + 9;
    g_object_unref(l);
}

void sheet_box(struct sheet *s, const char *heading, const char *text)
{
    PangoLayout *a = layout_new(s, "DejaVu Sans Bold 11", MEASURE - 28, heading, false);
    PangoLayout *b = layout_new(s, "DejaVu Sans 10", MEASURE - 28, text, false);
    double       ha = layout_height(a), h = ha + layout_height(b) + 28;

    need(s, h);
    sea(s->cr);
    cairo_rectangle(s->cr, SIDE, s->y, MEASURE, h);
    cairo_fill(s->cr);
    route(s->cr);
    cairo_rectangle(s->cr, SIDE, s->y, 3, h);
    cairo_fill(s->cr);
    ink(s->cr);
    double top = s->y;
    s->y += 12;
    show(s, a, SIDE + 14, "P", NULL);
    s->y += ha + 4;
    show(s, b, SIDE + 14, "P", NULL);
    s->y = top + h + 14;
    g_object_unref(a);
    g_object_unref(b);
}

/* The bullet stands on the side where the text begins. */
static void bullet(struct sheet *s, PangoLayout *l)
{
    PangoLayoutLine *first = pango_layout_get_line_readonly(l, 0);
    bool             rtl = first->resolved_dir == PANGO_DIRECTION_RTL;
    double           x = rtl ? SIDE + MEASURE - 6 : SIDE + 6;

    route(s->cr);
    cairo_new_path(s->cr);
    cairo_arc(s->cr, x, s->y + 8, 2.2, 0, 2 * G_PI);
    cairo_fill(s->cr);
}

void sheet_list(struct sheet *s, const struct lines *items)
{
    cairo_tag_begin(s->cr, "L", NULL);
    for (size_t i = 0; i < items->n; i++) {
        PangoLayout *l = layout_new(s, "DejaVu Sans 11", MEASURE - 36, items->v[i], false);
        double       h = layout_height(l);

        if (s->y + h > HEIGHT - FOOT) {
            cairo_tag_end(s->cr, "L");
            page_break(s);
            cairo_tag_begin(s->cr, "L", NULL);
        }
        bullet(s, l);
        ink(s->cr);
        cairo_tag_begin(s->cr, "LI", NULL);
        show(s, l, SIDE + 18, "LBody", NULL);
        cairo_tag_end(s->cr, "LI");
        s->y += h + 4;
        g_object_unref(l);
    }
    cairo_tag_end(s->cr, "L");
    s->y += 6;
}

void sheet_row(struct sheet *s, const char *label, const char *value)
{
    bool         link = g_str_has_prefix(value, "http");
    char        *text = g_markup_printf_escaped("<b>%s%s</b> %s", label, strcmp(s->info.lang, "fr") == 0 ? "\u202f:" : ":", value);
    PangoLayout *l = layout_new(s, "DejaVu Sans 10", MEASURE, text, true);
    double       h = layout_height(l);

    need(s, h);
    ink(s->cr);
    cairo_tag_begin(s->cr, "P", NULL);
    if (link) {
        char *to = g_strdup_printf("uri='%.*s'", (int)strcspn(value, " '\\"), value);
        show(s, l, SIDE, CAIRO_TAG_LINK, to);
        g_free(to);
    } else {
        cairo_move_to(s->cr, SIDE, s->y);
        pango_cairo_show_layout(s->cr, l);
    }
    cairo_tag_end(s->cr, "P");
    s->y += h + 4;
    g_object_unref(l);
    g_free(text);
}

void sheet_gap(struct sheet *s) { s->y += 10; }

int sheet_close(struct sheet *s)
{
    page_foot(s);
    cairo_tag_end(s->cr, "Document");
    cairo_show_page(s->cr);
    cairo_surface_finish(s->surface);
    bool good = cairo_status(s->cr) == CAIRO_STATUS_SUCCESS && cairo_surface_status(s->surface) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(s->cr);
    cairo_surface_destroy(s->surface);
    if (good && s->path)
        good = pdf_set_lang(s->path, s->info.lang);
    return good ? s->page : -1;
}
