/* recovery.c - recovery codes: ten of 50 random bits, in letters and digits that cannot be mistaken for one
 * another. Of each the SHA-256 is stored, over the key of the app and the code: that key is sealed, so that
 * whoever reads the table cannot try codes, and outlives a change of the site's secret. */
#include <ctype.h>

#include "model/two_factor_int.h"

enum { CODE = 10, MAC = SHA256_LEN };
static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct blob recovery_mac(struct blob key, const char *code)
{
    unsigned char *out = talloc_size(pool, MAC), *text = talloc_size(pool, key.n + CODE);

    memcpy(text, key.p, key.n);
    memcpy(text + key.n, code, CODE);
    sha256(text, key.n + CODE, out);
    return (struct blob){out, MAC};
}

char *recovery_plain(const char *typed)
{
    char  *s = talloc_zero_size(pool, CODE + 1);
    size_t n = 0;

    for (; typed && *typed; typed++) {
        char c = (char)tolower((unsigned char)*typed);

        if (c == '-' || c == ' ')
            continue;
        c = c == 'o' ? '0' : c == 'l' || c == 'i' ? '1' : c;
        if (n == CODE || !strchr(letters, c))
            return NULL;
        s[n++] = c;
    }
    return n == CODE ? s : NULL;
}

int recovery_at(struct blob all, struct blob one)
{
    int found = -1;

    for (size_t i = 0; i + MAC <= all.n; i += MAC)
        if (memcmp((const char *)all.p + i, one.p, MAC) == 0)
            found = (int)i;
    return found;
}

static char *code_new(void)
{
    unsigned char b[CODE];
    char         *s = talloc_zero_size(pool, CODE + 2), *o = s;

    random_bytes(b, sizeof b);
    for (int i = 0; i < CODE; i++) {
        if (i == CODE / 2)
            *o++ = '-';
        *o++ = letters[b[i] & 31];
    }
    return s;
}

static char *sealed_for(int64_t member_id)
{
    return fmt("recovery-shown:%" PRId64, member_id);
}

enum err recovery_make(struct db *db, int64_t member_id, struct blob key)
{
    unsigned char macs[TWO_FACTOR_CODES * MAC];
    char         *all = copy("");

    for (int i = 0; i < TWO_FACTOR_CODES; i++) {
        char *code = code_new();

        memcpy(macs + i * MAC, recovery_mac(key, recovery_plain(code)).p, MAC);
        all = fmt("%s%s%s", all, i ? "\n" : "", code);
    }
    TRY(two_factor_sql_recovery(db, member_id, (struct blob){macs, sizeof macs}));
    return two_factor_sql_shown(db, member_id, seal(sealed_for(member_id), (struct blob){all, strlen(all)}),
                                instant_add(instant_now(), TWO_FACTOR_SHOWN_MINUTES * 60));
}

enum err two_factor_shown(struct db *db, int64_t member_id, struct text_list *out)
{
    struct two_factor_row row;
    struct blob           text;
    char                 *rest, *code;

    TRY(two_factor_sql_get(db, member_id, &row));
    if (row.shown.n == 0 || row.shown_until.us <= instant_now().us)
        FAIL(ERR_NOT_FOUND, "no fresh recovery codes to show");
    TRY(unseal(sealed_for(member_id), row.shown, &text));
    rest = talloc_strndup(pool, text.p, text.n);
    *out = (struct text_list){talloc_array(pool, const char *, TWO_FACTOR_CODES), 0};
    while ((code = strsep(&rest, "\n")) != NULL && out->n < TWO_FACTOR_CODES)
        out->v[out->n++] = code;
    return OK;
}

enum err two_factor_kept(struct db *db, int64_t member_id)
{
    return two_factor_sql_shown(db, member_id, (struct blob){"", 0}, (struct instant){0});
}

enum err two_factor_renew(struct db *db, const struct user *by)
{
    struct two_factor_row row;
    struct member_secret  m;
    struct blob           key;

    DB_TX(tx, db);
    TRY(two_factor_sql_lock(db, by->id, &row));
    if (!row.confirmed_at.us)
        FAIL(ERR_NOT_FOUND, "no second factor");
    TRY(two_factor_key(&row, &key));
    TRY(recovery_make(db, by->id, key));
    TRY(audit(db, by, "member.two_factor.codes", "member", by->id, NULL));
    TRY(member_sql_secret_by_id(db, by->id, &m));
    TRY(mail_two_factor_codes(db, &m));
    return db_commit(&tx);
}
