/* personal_library.c - the register: alerts, proposals to the library, uploads, work of editors. */
#include "model/personal_int.h"

DB_QUERY(q_alerts, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('search', query, 'language', lang, 'mailed', every, 'created_at', " AT("created_at") ","
    " 'last_looked_at', " AT("last_run") ") AS j FROM saved_search" SOME("member_id", "id"));
DB_QUERY(q_told, personal_row_cols,
    "SELECT resource_id AS k, JSON_OBJECT('publication', resource_id, 'told_at', " AT("told_at") ") AS j"
    " FROM saved_search_told" SOME("member_id", "resource_id"));
#define A_TITLE "(SELECT t.title FROM resource_text t WHERE t.resource_id = r.id ORDER BY t.lang = r.lang DESC LIMIT 1)"
#define A_PROPOSAL \
    "SELECT r.id AS k, JSON_OBJECT('publication', r.id, 'title', " A_TITLE ", 'state', r.state, 'year', r.year," \
    " 'note_to_moderator', r.submit_note, 'answer_of_moderator', r.decision_note, 'web_address', r.link," \
    " 'rights', r.rights_note, 'created_at', " AT("r.created_at") ", 'decided_at', " AT("r.decided_at") ","  \
    " 'published_at', " AT("r.published_at") ") AS j FROM resource r"
/* Their files lie in the archive in a folder of the publication's number. */
#define A_FILE \
    "SELECT f.sha256, f.mime, CONCAT('publication-', r.id, '/', f.id, '-', f.name) AS name, f.size" \
    " FROM resource r JOIN resource_file f ON f.resource_id = r.id WHERE r.submitted_by = ? AND f.removed_at IS NULL"
DB_QUERY(q_waiting, personal_row_cols, A_PROPOSAL SOME("r.published_at IS NULL AND r.submitted_by", "r.id"));
DB_QUERY(q_public, personal_row_cols, A_PROPOSAL SOME("r.published_at IS NOT NULL AND r.submitted_by", "r.id"));
/* A text in each of four languages at most: few of one publication, so that none is cut in two. */
DB_QUERY(q_texts, personal_row_cols,
    "SELECT r.id * 4 + FIELD(x.lang, 'en', 'fr', 'es', 'ar') - 1 AS k, JSON_OBJECT('publication', r.id, 'language', x.lang,"
    " 'title', x.title, 'summary', x.summary) AS j FROM resource r JOIN resource_text x ON x.resource_id = r.id"
    " WHERE r.submitted_by = ? AND r.id * 4 + FIELD(x.lang, 'en', 'fr', 'es', 'ar') - 1 > ? ORDER BY k LIMIT 200");
DB_QUERY(q_waiting_files, personal_file_cols, A_FILE " AND r.published_at IS NULL ORDER BY f.id");
DB_QUERY(q_public_files, personal_file_cols, A_FILE " AND r.published_at IS NOT NULL ORDER BY f.id");
DB_QUERY(q_uploads, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('file', name, 'bytes', size, 'received', received, 'created_at', " AT("created_at") ","
    " 'expires_at', " AT("expires_at") ") AS j FROM upload" SOME("member_id", "id"));
DB_QUERY(q_upload_files, personal_file_cols,
    "SELECT sha256, mime, CONCAT('upload-', id, '-', name) AS name, size FROM upload WHERE member_id = ? AND sha256 IS NOT NULL ORDER BY id");
DB_QUERY(q_decided, personal_row_cols,
    "SELECT r.id AS k, JSON_OBJECT('publication', r.id, 'state', r.state, 'decided_at', " AT("r.decided_at") ") AS j"
    " FROM resource r" SOME("r.decided_by", "r.id"));
DB_QUERY(q_imports, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('file', csv_name, 'state', state, 'rows', total, 'created_at', " AT("created_at") ") AS j"
    " FROM import" SOME("member_id", "id"));
DB_QUERY(q_pages, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('title', title, 'language', lang, 'text', body, 'note', note, 'created_at', " AT("created_at") ") AS j"
    " FROM page_revision" SOME("member_id", "id"));

DB_EXEC(x_told, "DELETE FROM saved_search_told WHERE member_id = ?");
DB_EXEC(x_alerts, "DELETE FROM saved_search WHERE member_id = ?");
DB_EXEC(x_waiting, "DELETE FROM resource WHERE submitted_by = ? AND published_at IS NULL");
DB_EXEC(x_public, "UPDATE resource SET submitted_by = NULL, submit_note = NULL, decision_note = IF(state = 'withdrawn', decision_note, NULL) WHERE submitted_by = ?");
DB_EXEC(x_uploads, "DELETE FROM upload WHERE member_id = ?");
DB_EXEC(x_decided, "UPDATE resource SET decided_by = NULL WHERE decided_by = ?");
DB_EXEC(x_imports, "UPDATE import SET member_id = NULL WHERE member_id = ?");
DB_EXEC(x_pages, "UPDATE page_revision SET member_id = NULL WHERE member_id = ?");

const struct personal personal_library[] = {
    {PERSONAL_LIBRARY, "alerts", N_("Your alerts"),
     N_("Searches of the library that you keep, and how often you are mailed about them."),
     "/resources/alerts", PERSONAL_GOES, NULL, "saved_search.member_id", &q_alerts, NULL, {&x_alerts}},
    {PERSONAL_LIBRARY, "alerts_told", N_("What your alerts have told you"),
     N_("Publications that we mailed you about, so that none is told twice. Forgotten after 90 days."),
     NULL, PERSONAL_GOES, NULL, "saved_search_told.member_id", &q_told, NULL, {&x_told}},
    {PERSONAL_LIBRARY, "proposals", N_("Your proposals to the library"),
     N_("Publications that you proposed and that were never public: what you filled in, your note to the moderator, the answer, the files."),
     "/resources/mine", PERSONAL_GOES, NULL, "resource.submitted_by", &q_waiting, &q_waiting_files, {&x_waiting}},
    {PERSONAL_LIBRARY, "publications", N_("Publications that came from you"),
     N_("Publications in the library that you proposed, with your note to the moderator and the answer."),
     "/resources/mine", PERSONAL_NAMELESS,
     N_("They stay for their readers, without any trace of who proposed them. Your note and the answer to you are deleted."),
     "resource.submitted_by", &q_public, &q_public_files, {&x_public}},
    {PERSONAL_LIBRARY, "publication_texts", N_("Titles and summaries that you wrote"),
     N_("The title and summary of each publication that you proposed, in each language."),
     "/resources/mine", PERSONAL_NAMELESS,
     N_("Those of publications in the library stay with them, without your name. All others are deleted."),
     "", &q_texts, NULL, {0}},
    {PERSONAL_LIBRARY, "uploads", N_("Files that you sent"),
     N_("Files on their way into a form. They are deleted after 7 days when no form used them."),
     NULL, PERSONAL_GOES, NULL, "upload.member_id", &q_uploads, &q_upload_files, {&x_uploads}},
    {PERSONAL_LIBRARY, "decisions", N_("What you decided as a moderator"),
     N_("Proposals to the library that you took or refused."),
     NULL, PERSONAL_NAMELESS, N_("The decisions stay, without your name."), "resource.decided_by", &q_decided, NULL, {&x_decided}},
    {PERSONAL_LIBRARY, "imports", N_("Your imports into the library"),
     N_("Tables of publications that you imported as an editor."),
     NULL, PERSONAL_NAMELESS, N_("The reports stay, without your name: other editors work with them."),
     "import.member_id", &q_imports, NULL, {&x_imports}},
    {PERSONAL_LIBRARY, "pages", N_("Pages of the site that you edited"),
     N_("Each version of a page such as “About” that you saved as an editor."),
     NULL, PERSONAL_NAMELESS, N_("The texts of the site stay, without your name."), "page_revision.member_id", &q_pages, NULL, {&x_pages}},
    {0},
};
