/* setting_json.c - settings as a file: {"m4d_settings": 1, "settings": {"export_days": 7, ...}}. */
#include <jansson.h>
#include <stdlib.h>

#include "model/setting.h"

enum { FORMAT = 1, BYTES_MOST = 65536 };

static json_t *value_json(const struct setting_known *k, const char *v)
{
    int64_t n;

    if (k->kind == SETTING_YES)
        return json_boolean(strcmp(v, "1") == 0);
    if (k->kind == SETTING_NUMBER && parse_int(v, &n))
        return json_integer(n);
    return json_string(v);
}

char *settings_json(const struct settings *s)
{
    json_t *all = json_object(), *j;
    char   *text, *kept;

    for (size_t i = 0; i < SETTING_N; i++)
        json_object_set_new(all, setting_known[i].name, value_json(&setting_known[i], s->v[i]));
    j = json_pack("{s:i,s:o}", "m4d_settings", FORMAT, "settings", all);
    text = json_dumps(j, JSON_INDENT(2));
    kept = fmt("%s\n", text);
    free(text);
    json_decref(j);
    return kept;
}

/* NULL: not of this kind. */
static char *value_text(const struct setting_known *k, const json_t *v)
{
    if (k->kind == SETTING_YES)
        return json_is_boolean(v) ? copy(json_is_true(v) ? "1" : "0") : NULL;
    if (k->kind == SETTING_NUMBER)
        return json_is_integer(v) ? fmt("%" PRId64, (int64_t)json_integer_value(v)) : NULL;
    return json_is_string(v) ? copy(json_string_value(v)) : NULL;
}

static void take(json_t *all, struct settings *out, struct issues *is)
{
    const char *name;
    json_t     *v;

    json_object_foreach(all, name, v) {
        const struct setting_known *k = setting_find(name);
        char                       *text = k ? value_text(k, v) : NULL;

        if (!k)
            issue(is, NULL, fill(_("The file names a setting that there is not: {name}"), "name",
                                 text_tidy(pool, name, true), NULL));
        else if (!text)
            issue(is, NULL, fill(_("The value of {name} is of the wrong kind"), "name", name, NULL));
        else
            out->v[k - setting_known] = text;
    }
}

/* The rules again, each message with the name of the setting before it. */
static void check_named(const struct settings *s, struct issues *is)
{
    rules_begin();
    settings_check(s, rules_list());
    struct issues found = *rules_list();

    for (size_t i = 0; i < found.n; i++) {
        size_t at = (size_t)((char *const *)found.v[i].field - s->v);

        issue(is, NULL, fmt("%s: %s", setting_known[at].name, found.v[i].text));
    }
}

enum err settings_of_json(const char *text, size_t n, const struct settings *now, struct settings *out)
{
    json_error_t  why;
    json_t       *j = n <= BYTES_MOST ? json_loadb(text, n, JSON_REJECT_DUPLICATES, &why) : NULL;
    json_t       *all = j ? json_object_get(j, "settings") : NULL;
    bool          ours = all && json_is_object(all) && json_integer_value(json_object_get(j, "m4d_settings")) == FORMAT;
    struct issues found = {0};

    *out = *now;
    if (!ours)
        issue(&found, NULL, _("This is not a file of settings. Choose one that was exported here"));
    else
        take(all, out, &found);
    json_decref(j);
    if (found.n == 0)
        check_named(out, &found);
    if (found.n == 0)
        settings_tidy(out);
    rules_begin();
    for (size_t i = 0; i < found.n; i++)
        issue(rules_list(), NULL, found.v[i].text);
    return rules_end();
}
