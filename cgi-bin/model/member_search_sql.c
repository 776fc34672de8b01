/* member_search_sql.c - the list of accounts: filters that may or may not be there. */
#include "model/member_admin.h"
#include "model/search_words.h"

DB_COLUMNS(found_cols, struct member, id, email, name, country, organisation, lang, state, roles,
           terms_version, terms_at, created_at, confirmed_at, signed_in_at, version);
struct id_row {
    int64_t id;
};
struct id_rows {
    struct id_row *v;
    size_t         n;
};
DB_COLUMNS(id_cols, struct id_row, id);
/* Where in the list a person stands. */
struct place_row {
    char          *name;
    struct instant signed_in_at;
};
DB_COLUMNS(place_cols, struct place_row, name, signed_in_at);
DB_QUERY(q_place, place_cols, "SELECT name, signed_in_at FROM member WHERE id = ?");

#define HEAD                                                                                      \
    "SELECT m.id, m.email, m.name, m.country, m.organisation, m.lang, m.state, m.roles,"          \
    " m.terms_version, m.terms_at, m.created_at, m.confirmed_at, m.signed_in_at, m.version FROM "

/* Words of an address, such as the name of a house. Of a whole address typed only its beginning counts: the
 * words of its house are those of many. */
static bool address_words(const char *q)
{
    const char *s = q;

    while (*s && (unsigned char)*s < 0x80)
        s++;
    return !*s && (*q == '@' || !strchr(q, '@'));
}

static void add_search(struct db_text *t, const char *q)
{
    char   *like = search_beginning("", q), *match = search_match(q);
    int64_t id;

    DB_TEXT_ADD(t, "(SELECT id FROM member WHERE name LIKE ?", like);
    DB_TEXT_ADD(t, " UNION SELECT id FROM member WHERE email LIKE CONVERT(? USING ascii)", like);
    DB_TEXT_ADD(t, " UNION SELECT member_id FROM member_address WHERE email LIKE CONVERT(? USING ascii)", like);
    if (match)
        DB_TEXT_ADD(t, " UNION SELECT id FROM member WHERE MATCH (name) AGAINST (? IN BOOLEAN MODE)", match);
    if (match && address_words(q))
        DB_TEXT_ADD(t, " UNION SELECT member_id FROM member_address WHERE MATCH (email) AGAINST (CONVERT(? USING ascii) IN BOOLEAN MODE)",
                    match);
    if (parse_int(q, &id))
        DB_TEXT_ADD(t, " UNION SELECT id FROM member WHERE id = ?", id);
    DB_TEXT_ADD(t, ") found JOIN member m ON m.id = found.id");
}

/* All sets that hold the role: an index serves a list, and FIND_IN_SET none. */
static const char *with_role(unsigned role)
{
    switch (role) {
    case EDITOR:
        return " AND m.roles IN ('editor', 'editor,moderator', 'editor,administrator',"
               " 'editor,moderator,administrator')";
    case MODERATOR:
        return " AND m.roles IN ('moderator', 'editor,moderator', 'moderator,administrator',"
               " 'editor,moderator,administrator')";
    case ON_OBJECTS:
        return " AND m.id IN (SELECT o.member_id FROM object_role o)";
    default:
        return " AND m.roles IN ('administrator', 'editor,administrator', 'moderator,administrator',"
               " 'editor,moderator,administrator')";
    }
}

static struct instant day_begin(struct date d)
{
    struct instant t = {0};

    (void)parse_instant(fmt("%04d-%02d-%02dT00:00:00Z", d.year, d.month, d.day), &t);
    return t;
}

static void add_state(struct db_text *t, const char *state)
{
    if (strcmp(state, "invited") == 0)
        DB_TEXT_ADD(t, " AND m.id IN (SELECT i.member_id FROM invitation i"
                       " WHERE i.state IN ('queued', 'paused', 'sent'))");
    else if (strcmp(state, "dormant") == 0)
        DB_TEXT_ADD(t, " AND m.dormant_at IS NOT NULL");
    else
        DB_TEXT_ADD(t, " AND m.state = ?", state);
}

/* Everything but the order: what follows FROM. */
static void add_where(struct db_text *t, const struct member_filter *f)
{
    if (empty(f->q))
        DB_TEXT_ADD(t, "member m");
    else
        add_search(t, f->q);
    DB_TEXT_ADD(t, " WHERE TRUE");
    if (f->state)
        add_state(t, f->state);
    if (f->role)
        DB_TEXT_ADD(t, with_role(f->role));
    if (f->country)
        DB_TEXT_ADD(t, " AND m.country = ?", f->country);
    if (f->organisation)
        DB_TEXT_ADD(t, " AND m.organisation LIKE ?", search_beginning("", f->organisation));
    if (f->lang)
        DB_TEXT_ADD(t, " AND m.lang = ?", f->lang);
    if (f->joined_from.year)
        DB_TEXT_ADD(t, " AND m.created_at >= ?", day_begin(f->joined_from));
    if (f->joined_to.year)
        DB_TEXT_ADD(t, " AND m.created_at < ?", instant_add(day_begin(f->joined_to), 86400));
    if (f->not_since.year)
        DB_TEXT_ADD(t, " AND (m.signed_in_at < ? OR m.signed_in_at IS NULL)", day_begin(f->not_since));
    if (f->unreached)
        DB_TEXT_ADD(t, " AND m.id IN (SELECT x.member_id FROM mail x WHERE x.state = 'failed')");
}

/* The list goes up or down; `back` turns it round. What comes behind the person `id`. */
static void add_place(struct db_text *t, enum member_sort sort, const struct place_row *p, int64_t id, bool back)
{
    struct instant at = p->signed_in_at;

    if (sort == MEMBERS_NEWEST)
        DB_TEXT_ADD(t, back ? " AND m.id > ?" : " AND m.id < ?", id);
    else if (sort == MEMBERS_BY_NAME && back)
        DB_TEXT_ADD(t, " AND m.name <= ? AND (m.name < ? OR m.id < ?)", p->name, p->name, id);
    else if (sort == MEMBERS_BY_NAME)
        DB_TEXT_ADD(t, " AND m.name >= ? AND (m.name > ? OR m.id > ?)", p->name, p->name, id);
    else if (!at.us && back)
        DB_TEXT_ADD(t, " AND m.signed_in_at IS NULL AND m.id < ?", id);
    else if (!at.us)
        DB_TEXT_ADD(t, " AND (m.signed_in_at IS NOT NULL OR m.id > ?)", id);
    else if (back)
        DB_TEXT_ADD(t, " AND (m.signed_in_at IS NULL OR m.signed_in_at < ? OR (m.signed_in_at = ? AND m.id < ?))", at,
                    at, id);
    else
        DB_TEXT_ADD(t, " AND m.signed_in_at >= ? AND (m.signed_in_at > ? OR m.id > ?)", at, at, id);
}

static void add_order(struct db_text *t, enum member_sort sort, bool back)
{
    static const char *const orders[][2] = {
        [MEMBERS_NEWEST] = {" ORDER BY m.id DESC", " ORDER BY m.id"},
        [MEMBERS_BY_NAME] = {" ORDER BY m.name, m.id", " ORDER BY m.name DESC, m.id DESC"},
        [MEMBERS_BY_SIGN_IN] = {" ORDER BY m.signed_in_at, m.id", " ORDER BY m.signed_in_at DESC, m.id DESC"},
    };

    DB_TEXT_ADD(t, orders[sort][back]);
}

enum err member_list(struct db *db, const struct member_filter *f, struct member_list *out)
{
    struct db_text   t = {0};
    struct place_row place = {0};
    bool             back = f->before != 0;
    int64_t          from = back ? f->before : f->after;

    DB_TEXT_ADD(&t, HEAD);
    add_where(&t, f);
    if (from && f->sort != MEMBERS_NEWEST) {
        enum err e = db_one(db, q_place, &place, from);
        if (e == ERR_NOT_FOUND) { /* gone meanwhile: the list begins anew */
            err_clear();
            from = 0;
            back = false;
        } else
            TRY(e);
    }
    if (from)
        add_place(&t, f->sort, &place, from, back);
    add_order(&t, f->sort, back);
    DB_TEXT_ADD(&t, " LIMIT ?", f->limit);
    return db_text_all(db, &t, found_cols, out);
}

enum err member_count(struct db *db, const struct member_filter *f, int64_t most, int64_t *n)
{
    struct db_text t = {0};
    struct id_rows rows;

    DB_TEXT_ADD(&t, "SELECT COUNT(*) AS id FROM (SELECT m.id FROM ");
    add_where(&t, f);
    DB_TEXT_ADD(&t, " LIMIT ?) fitting", most);
    TRY(db_text_all(db, &t, id_cols, &rows));
    *n = rows.n ? rows.v[0].id : 0;
    return OK;
}

enum err member_ids(struct db *db, const struct member_filter *f, int64_t above, int limit, struct id_list *out)
{
    struct db_text t = {0};
    struct id_rows rows;

    DB_TEXT_ADD(&t, "SELECT m.id FROM ");
    add_where(&t, f);
    DB_TEXT_ADD(&t, " AND m.id > ? ORDER BY m.id LIMIT ?", above, limit);
    TRY(db_text_all(db, &t, id_cols, &rows));
    *out = (struct id_list){talloc_array(pool, int64_t, rows.n + 1), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        out->v[i] = rows.v[i].id;
    return OK;
}
