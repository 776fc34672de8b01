/* setting.h - settings that administrators change on /admin/settings, as opposed to m4d.conf, which belongs
 * to whoever runs the machine.
 *
 * Each is known in the table of setting.c: name, kind, default, limits, words. The database holds those that
 * were ever changed. Read one with
 *
 *     int64_t days;
 *     TRY(setting_int(db, "export_days", &days));
 */
#ifndef MODEL_SETTING_H
#define MODEL_SETTING_H

#include "kit/base.h"

enum setting_kind { SETTING_YES, SETTING_NUMBER, SETTING_MOMENT, SETTING_TEXT };
struct setting_known {
    const char       *name;
    enum setting_kind kind;
    int64_t           fallback; /* default: 0 or 1, or the number; texts and moments are empty */
    int64_t           low, high; /* of a number; of a text: at most `high` characters */
    const char       *label, *hint; /* msgids */
};
enum { SETTING_N = 10 };
extern const struct setting_known setting_known[SETTING_N];

/* A number, or 0 and 1; the default while nobody has changed it. */
enum err setting_int(struct db *db, const char *name, int64_t *out) MUST_CHECK;

/* All values, in the order of the table, as text: "1" or "0", digits, "2026-11-26T14:00:00Z", lines. */
struct settings {
    char   *v[SETTING_N];
    int64_t version; /* newest change that these values know of */
};
enum err settings_read(struct db *db, struct settings *out) MUST_CHECK;

/* Brings what was typed into the form it is stored in ("on", "26/11/2026 14:00" are not understood, blanks
 * go); one issue per value that cannot be, about &s->v[i]. NULL counts as 0 or empty. */
void settings_check(const struct settings *s, struct issues *is);
void settings_tidy(struct settings *s);

/* Stores what differs, with one line of history and of the audit log each; *n tells how many. ERR_CONFLICT:
 * somebody changed settings after s->version. */
enum err settings_save(struct db *db, const struct user *by, const struct settings *s, int64_t *n) MUST_CHECK;

/* ---- as a file ---- */

char *settings_json(const struct settings *s);
/* What a file says over what is now. ERR_INVALID: err_issues() says what is wrong with it. */
enum err settings_of_json(const char *text, size_t n, const struct settings *now, struct settings *out) MUST_CHECK;
/* A file that waits to be applied, the administrator's own; swept after a week. */
enum err setting_draft_add(struct db *db, int64_t member_id, const struct settings *s, int64_t *out_id) MUST_CHECK;
/* ERR_NOT_FOUND when it is not this person's. *out: over what is now. */
enum err setting_draft_read(struct db *db, int64_t member_id, int64_t id, struct settings *out) MUST_CHECK;

/* ---- history ---- */

struct setting_change {
    int64_t        id;
    char          *name, *before_value, *after_value;
    int64_t        member_id;
    char          *member_name; /* NULL: the system, or an account that is gone */
    struct instant at;
};
struct setting_changes {
    struct setting_change *v;
    size_t                 n;
};
/* Newest first, those with a smaller id than `before` (0: from the newest). */
enum err setting_history(struct db *db, int64_t before, int64_t newer, int limit, struct setting_changes *out) MUST_CHECK;

/* As people read it: "Yes", "7", "26 November 2026, 14:00 UTC"; "Nothing" for what is empty. */
char *setting_words(const struct setting_known *k, const char *value);
const struct setting_known *setting_find(const char *name); /* NULL: none */

#endif
