#include "model/member_sweep.h"

enum { STEP = 500, STEPS_MOST = 200 };

DB_EXEC(x_sessions, "DELETE FROM session WHERE expires_at < UTC_TIMESTAMP(6) ORDER BY expires_at LIMIT 500");
DB_EXEC(x_tokens,
    "DELETE FROM token WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY ORDER BY expires_at LIMIT 500");
DB_EXEC(x_tries,
    "DELETE FROM rate WHERE window_at < UTC_TIMESTAMP(6) - INTERVAL 2 DAY ORDER BY window_at LIMIT 500");
DB_EXEC(x_forms,
    "DELETE FROM once WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY ORDER BY created_at LIMIT 500");

DB_EXEC(x_steps, "DELETE FROM sign_in_step WHERE expires_at < UTC_TIMESTAMP(6) ORDER BY expires_at LIMIT 500");
DB_EXEC(x_requests,
    "DELETE FROM address_request WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY ORDER BY expires_at LIMIT 500");
DB_EXEC(x_shown,
    "UPDATE two_factor SET shown = '', shown_until = NULL WHERE shown_until < UTC_TIMESTAMP(6) LIMIT 500");
DB_EXEC(x_old_mails,
    "DELETE FROM mail WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 730 DAY ORDER BY created_at LIMIT 500");

struct pending_row {
    int64_t id;
};
struct pending_list {
    struct pending_row *v;
    size_t              n;
};
DB_COLUMNS(pending_cols, struct pending_row, id);
/* terms_at is the moment of the newest sign-up. */
DB_QUERY(q_pending, pending_cols,
    "SELECT id FROM member WHERE state = 'pending' AND terms_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY"
    " ORDER BY id LIMIT 500");
DB_EXEC(x_mails, "DELETE FROM mail WHERE member_id = ?");
DB_EXEC(x_pending, "DELETE FROM member WHERE id = ? AND state = 'pending'");

#define SWEEP_ALL(db, statement, total)                          \
    do {                                                         \
        int64_t some = STEP;                                     \
        for (int i = 0; some == STEP && i < STEPS_MOST; i++) {   \
            TRY(db_count((db), statement, &some));               \
            *(total) += some;                                    \
        }                                                        \
    } while (0)

/* The mails hold the address, so they go with an account that nobody confirmed. */
static enum err sweep_one(struct db *db, int64_t id, int64_t *gone)
{
    int64_t n;

    DB_TX(tx, db);
    TRY(db_exec(db, x_mails, id));
    TRY(db_count(db, x_pending, &n, id));
    if (n == 0)
        return OK; /* confirmed at this moment: its mails stay */
    TRY(db_commit(&tx));
    *gone += n;
    return OK;
}

static enum err sweep_pending(struct db *db, int64_t *gone)
{
    struct pending_list l;

    TRY(db_all(db, q_pending, &l));
    for (size_t i = 0; i < l.n; i++)
        TRY(sweep_one(db, l.v[i].id, gone));
    return OK;
}

enum err member_sweep(struct db *db, struct member_swept *out)
{
    struct member_swept s = {0};

    SWEEP_ALL(db, x_sessions, &s.sessions);
    SWEEP_ALL(db, x_tokens, &s.tokens);
    SWEEP_ALL(db, x_steps, &s.tokens);
    SWEEP_ALL(db, x_requests, &s.tokens);
    SWEEP_ALL(db, x_shown, &s.tokens);
    SWEEP_ALL(db, x_tries, &s.tries);
    SWEEP_ALL(db, x_forms, &s.forms);
    SWEEP_ALL(db, x_old_mails, &s.mails);
    TRY(sweep_pending(db, &s.pending));
    *out = s;
    return OK;
}
