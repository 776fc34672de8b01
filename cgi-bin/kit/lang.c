/* lang.c - the language in use, and how numbers, sizes and dates read in it. */
#include <locale.h>
#include <stdlib.h>
#include <time.h>

#include "kit/base.h"

const char *const lang_code[LANG_N] = {"en", "fr", "es"};
const char *const lang_name[LANG_N] = {"English", "Français", "Español"};

static enum lang now = LANG_EN;
extern int       _nl_msg_cat_cntr; /* gettext's: a change makes it look at LANGUAGE again */

static void begin(void)
{
    static bool done;

    if (done)
        return;
    setlocale(LC_ALL, "C.UTF-8");
    bindtextdomain("m4d", conf_text("lang_dir"));
    bind_textdomain_codeset("m4d", "UTF-8");
    textdomain("m4d");
    setenv("LANGUAGE", lang_code[now], 1);
    done = true;
}

enum lang lang_use(enum lang l)
{
    enum lang before = now;

    begin();
    if (l != now) {
        now = l;
        setenv("LANGUAGE", lang_code[l], 1);
        ++_nl_msg_cat_cntr;
    }
    return before;
}

enum lang lang_now(void)
{
    return now;
}

bool lang_read(const char *code, enum lang *out)
{
    for (int i = 0; code && i < LANG_N; i++)
        if (strcmp(code, lang_code[i]) == 0) {
            *out = (enum lang)i;
            return true;
        }
    return false;
}

/* English parts thousands by a comma; French and Spanish by a narrow no-break space, Spanish only from
 * five digits on (Real Academia). */
char *show_count(int64_t n)
{
    char *digits = fmt("%" PRIu64, n < 0 ? -(uint64_t)n : (uint64_t)n), *out = copy(n < 0 ? "\xe2\x88\x92" : "");
    size_t len = strlen(digits);

    for (size_t i = 0; i < len; i++) {
        bool part = i && (len - i) % 3 == 0 && !(now == LANG_ES && len < 5);

        out = talloc_asprintf_append(out, "%s%c", !part ? "" : now == LANG_EN ? "," : "\xe2\x80\xaf",
                                     digits[i]);
    }
    return out;
}

char *show_size(int64_t bytes)
{
    static const char *const unit[3][4] = {{"bytes", "KB", "MB", "GB"},
                                           {"octets", "Ko", "Mo", "Go"},
                                           {"bytes", "KB", "MB", "GB"}};
    double v = (double)bytes;
    int    u = 0;
    char  *s;

    while (v >= 999.5 && u < 3) {
        v /= 1000;
        u++;
    }
    s = fmt(u && v < 9.95 ? "%.1f" : "%.0f", v);
    if (now != LANG_EN && strchr(s, '.'))
        *strchr(s, '.') = ',';
    return fmt("%s\xc2\xa0%s", s, unit[now][u]);
}

static const char *month(int m)
{
    static const char *const names[3][12] = {
        {"January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"},
        {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
         "octobre", "novembre", "décembre"},
        {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
         "octubre", "noviembre", "diciembre"}};

    return names[now][m - 1];
}

char *show_date(struct date d)
{
    const char *of = now == LANG_ES ? "de " : "";

    if (d.month < 1 || d.month > 12)
        return fmt("%d", d.year);
    if (d.day == 0)
        return fmt("%s %s%d", month(d.month), of, d.year);
    if (now == LANG_FR && d.day == 1)
        return fmt("1er %s %d", month(d.month), d.year);
    return fmt("%d %s%s %s%d", d.day, of, month(d.month), of, d.year);
}

char *show_instant(struct instant t)
{
    time_t    s = (time_t)(t.us / 1000000);
    struct tm tm;

    gmtime_r(&s, &tm);
    return fmt("%s, %02d:%02d UTC", show_date(date_of(t)), tm.tm_hour, tm.tm_min);
}
