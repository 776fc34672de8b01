/* session.c - who is asking. The cookie holds a token and nothing else; the database its hash only. */
#include "kit/web_int.h"

DB_COLUMNS(session_cols, struct session, id, member_id, keep_me, strong, seen_at, expires_at, created_at, flash,
           name, email, lang, zone, state, roles, terms_version, staff_strong, objects, unread);
DB_QUERY(q_session, session_cols,
         "SELECT s.id, s.member_id, s.keep_me, s.strong, s.seen_at, s.expires_at, s.created_at, s.flash,"
         " m.name, m.email, m.lang, m.zone, m.state, m.roles + 0 AS roles, m.terms_version,"
         " COALESCE((SELECT value FROM setting WHERE name = 'staff_two_factor'), '0') = '1' AS staff_strong,"
         " (SELECT GROUP_CONCAT(CONCAT(o.role, ':', o.object_type, ':', o.object_id) SEPARATOR ' ')"
         " FROM object_role o WHERE o.member_id = m.id) AS objects,"
         " COALESCE(c.unread, 0) AS unread FROM session s JOIN member m ON m.id = s.member_id"
         " LEFT JOIN message_member c ON c.member_id = m.id WHERE s.token_hash = ?");
DB_EXEC(x_seen, "UPDATE session SET seen_at = ? WHERE id = ?");
DB_EXEC(x_end, "DELETE FROM session WHERE id = ?");
DB_EXEC(x_start, "INSERT INTO session (token_hash, member_id, keep_me, strong, created_at, seen_at, expires_at,"
                 " ip, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
DB_EXEC(x_signed_in, "UPDATE member SET signed_in_at = ? WHERE id = ?");
DB_EXEC(x_flash, "UPDATE session SET flash = ? WHERE id = ?");

/* At most n bytes, never half a character. */
static char *cut(const char *s, size_t n)
{
    size_t len = strlen(s);

    if (len > n)
        for (len = n; len && ((unsigned char)s[len] & 0xC0) == 0x80;)
            len--;
    return talloc_strndup(pool, s, len);
}

bool cookies_secure(void)
{
    return strncmp(conf_text("site_url"), "https:", 6) == 0;
}

const char *cookie_name(bool form)
{
    if (cookies_secure())
        return form ? "__Host-m4dform" : "__Host-m4d";
    return form ? "m4dform" : "m4d";
}

static bool over(const struct session *s)
{
    struct instant now = instant_now();
    int64_t        idle = now.us - s->seen_at.us;

    return now.us >= s->expires_at.us || strcmp(s->state, "active") != 0 ||
           (!s->keep_me && idle > conf_int("session_idle_hours") * 3600 * 1000000);
}

enum err session_load(struct req *r)
{
    struct more    *m = req_more(r);
    const char     *cookies = header(r, "HTTP_COOKIE");
    const char     *token = cookies ? parse_cookie(pool, cookies, cookie_name(false)) : NULL;
    struct session *s = talloc_zero(pool, struct session);
    struct instant  now = instant_now();
    enum err        e;

    m->form_nonce = cookies ? parse_cookie(pool, cookies, cookie_name(true)) : NULL;
    if (m->form_nonce && strlen(m->form_nonce) != 43)
        m->form_nonce = NULL;
    if (!token || strlen(token) != 43)
        return OK;
    e = db_one(r->db, q_session, s, token_hash(token));
    if (e == ERR_NOT_FOUND) {
        err_clear();
        return OK;
    }
    TRY(e);
    if (over(s))
        return db_exec(r->db, x_end, s->id);
    if (now.us - s->seen_at.us > 60 * 1000000)
        TRY(db_exec(r->db, x_seen, now, s->id));
    s->token = token;
    r->session = s;
    m->user = (struct user){.id = s->member_id, .name = s->name, .email = s->email,
                            .zone = s->zone, .objects = s->objects, .unread = s->unread,
                            .roles = MEMBER | (unsigned)s->roles << 1 | (s->objects ? ON_OBJECTS : 0)};
    lang_read(s->lang, &m->user.lang);
    if (s->staff_strong && !s->strong) {
        m->withheld = m->user.roles & ~(unsigned)MEMBER;
        m->user.roles &= MEMBER;
        m->user.objects = NULL;
    }
    r->user = &m->user;
    return OK;
}

int64_t session_id(const struct req *r)
{
    return r->session ? r->session->id : 0;
}

bool session_strong(const struct req *r)
{
    return r->session && r->session->strong;
}

unsigned session_withheld(const struct req *r)
{
    return req_more(r)->withheld;
}

enum err session_start(struct req *r, int64_t member_id, bool keep, bool strong)
{
    struct more   *m = req_more(r);
    const char    *token = token_new();
    struct instant now = instant_now();
    int64_t        seconds = keep ? conf_int("session_keep_days") * 86400 : 7 * 86400;

    DB_TX(tx, r->db);
    if (r->session)
        TRY(db_exec(r->db, x_end, r->session->id));
    TRY(db_exec(r->db, x_start, token_hash(token), member_id, keep, strong, now, now, instant_add(now, seconds),
                fmt("%.45s", r->ip), cut(text_tidy(pool, r->agent, true), 250)));
    TRY(db_exec(r->db, x_signed_in, now, member_id));
    TRY(db_commit(&tx));
    m->set_session = token;
    m->keep_session = keep;
    return OK;
}

enum err session_end(struct req *r)
{
    if (r->session)
        TRY(db_exec(r->db, x_end, r->session->id));
    req_more(r)->set_session = "";
    return OK;
}

/* ---- other cookies ---- */

static char *full_name(const char *name)
{
    return fmt("%sm4d%s", cookies_secure() ? "__Host-" : "", name);
}

const char *cookie_get(const struct req *r, const char *name)
{
    const char *cookies = header(r, "HTTP_COOKIE");
    const char *value = cookies ? parse_cookie(pool, cookies, full_name(name)) : NULL;

    return value && strlen(value) == 43 ? value : NULL;
}

void cookie_set(struct req *r, const char *name, const char *value, int64_t seconds)
{
    struct more *m = req_more(r);
    char        *line = fmt("%s=%s; Path=/; HttpOnly; SameSite=Lax%s", full_name(name), seconds < 0 ? "" : value,
                            cookies_secure() ? "; Secure" : "");

    if (seconds)
        line = fmt("%s; Max-Age=%" PRId64, line, seconds < 0 ? 0 : seconds);
    if (m->ncookies < COUNT(m->set_cookie))
        m->set_cookie[m->ncookies++] = line;
}

/* ---- what the next page says on top ---- */

void flash(struct req *r, const char *text)
{
    req_more(r)->flash_new = text;
}

enum err session_keep_flash(struct req *r)
{
    struct more *m = req_more(r);

    if (!m->flash_new || !r->session)
        return OK;
    return db_exec(r->db, x_flash, m->flash_new, r->session->id);
}

enum err session_flash_taken(struct req *r)
{
    return db_exec(r->db, x_flash, (const char *)NULL, r->session->id);
}
