#include "model/device.h"
#include "model/letter.h"
#include "model/session_list.h"

DB_EXEC(x_seen, "UPDATE device SET seen_at = ? WHERE member_id = ? AND token_hash = ?");
DB_EXEC(x_add,
    "INSERT INTO device (member_id, token_hash, created_at, seen_at) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)");
DB_EXEC(x_forget, "DELETE FROM device WHERE member_id = ? AND seen_at < ?");
struct count_row {
    int64_t n;
};
DB_COLUMNS(count_cols, struct count_row, n);
DB_QUERY(q_count, count_cols, "SELECT COUNT(*) AS n FROM device WHERE member_id = ?");

static enum err tell(struct db *db, int64_t member_id, const struct device_sign_in *d, struct instant now)
{
    struct member_secret m;
    struct letter        l;

    TRY(member_sql_secret_by_id(db, member_id, &m));
    l = letter_begin(&m);
    letter_subject(&l, _("A new device signed in to your account at {site}"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, fill(_("On {time}, somebody, probably you, signed in to your account with a browser that had not been used for it before: {device}, network address {ip}."),
                              "time", letter_time(&l, now), "device", session_device(d->agent), "ip", d->ip, NULL));
    letter_paragraph(&l, _("If it was you, you need do nothing. If it was not, sign that device out on this page and change your password:"));
    letter_link(&l, "/me/sessions", NULL);
    return letter_post(db, &l, "member.device");
}

enum err device_signed_in(struct db *db, int64_t member_id, const struct device_sign_in *d, const char **token)
{
    struct instant   now = instant_now();
    const char      *kept = d->token ? d->token : token_new();
    struct count_row before;
    int64_t          known = 0;

    DB_TX(tx, db);
    if (d->token)
        TRY(db_count(db, x_seen, &known, now, member_id, token_hash(kept)));
    if (!known) {
        TRY(db_one(db, q_count, &before, member_id));
        TRY(db_exec(db, x_add, member_id, token_hash(kept), now, now));
        TRY(db_exec(db, x_forget, member_id, instant_add(now, -DEVICE_DAYS * 86400LL)));
        if (before.n)
            TRY(tell(db, member_id, d, now));
    }
    TRY(db_commit(&tx));
    *token = kept;
    return OK;
}
