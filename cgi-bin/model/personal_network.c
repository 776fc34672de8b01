/* personal_network.c - the register: profile, directory, organisations. */
#include "model/personal_int.h"

DB_QUERY(q_profile, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('position', position, 'place', place, 'about', about, 'photo', " YES("photo_sha256 IS NOT NULL") ","
    " 'listed', listed, 'photo_seen', photo_seen, 'position_seen', position_seen, 'organisation_seen', organisation_seen,"
    " 'country_seen', country_seen, 'place_seen', place_seen, 'languages_seen', languages_seen, 'themes_seen', themes_seen,"
    " 'about_seen', about_seen) AS j FROM profile" FEW("member_id"));
DB_QUERY(q_photo, personal_file_cols,
    "SELECT IF(n.n = 1, photo_sha256, photo_small_sha256) AS sha256, 'image/jpeg' AS mime,"
    " IF(n.n = 1, 'photo.jpg', 'photo-small.jpg') AS name, 0 AS size"
    " FROM profile JOIN (SELECT 1 AS n UNION ALL SELECT 2) n"
    " WHERE member_id = ? AND IF(n.n = 1, photo_sha256, photo_small_sha256) IS NOT NULL");
DB_QUERY(q_languages, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('language', language) AS j FROM profile_language" FEW("member_id"));
DB_QUERY(q_themes, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('theme', t.label_en) AS j FROM profile_theme p JOIN term t ON t.id = p.term_id" FEW("p.member_id"));
DB_QUERY(q_entries, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('seen_by', audience, 'name', name, 'position', position, 'organisation', organisation,"
    " 'country', country, 'place', place) AS j FROM directory_entry" FEW("kind = 'person' AND object_id"));
DB_QUERY(q_memberships, personal_row_cols,
    "SELECT m.organisation_id AS k, JSON_OBJECT('organisation', o.name, 'role', m.role, 'state', m.state,"
    " 'shown_on_its_page', " YES("m.shown") ", 'asked_at', " AT("m.asked_at") ", 'confirmed_at', " AT("m.confirmed_at") ") AS j"
    " FROM organisation_member m JOIN organisation o ON o.id = m.organisation_id" SOME("m.member_id", "m.organisation_id"));
DB_QUERY(q_before, personal_row_cols,
    "SELECT k.merge_id AS k, JSON_OBJECT('organisation', o.name, 'role', k.role, 'state', k.state,"
    " 'shown_on_its_page', " YES("k.shown") ", 'asked_at', " AT("k.asked_at") ", 'confirmed_at', " AT("k.confirmed_at") ") AS j"
    " FROM organisation_merge_member k JOIN organisation_merge m ON m.id = k.merge_id"
    " JOIN organisation o ON o.id = m.organisation_id" SOME("k.member_id", "k.merge_id"));
DB_QUERY(q_proposed, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('organisation', name, 'state', state, 'answer_of_moderator', decision_note, 'created_at', " AT("created_at") ") AS j"
    " FROM organisation" SOME("created_by", "id"));

DB_EXEC(x_themes, "DELETE FROM profile_theme WHERE member_id = ?");
DB_EXEC(x_languages, "DELETE FROM profile_language WHERE member_id = ?");
DB_EXEC(x_profile, "DELETE FROM profile WHERE member_id = ?");
DB_EXEC(x_memberships, "DELETE FROM organisation_member WHERE member_id = ?");
DB_EXEC(x_before, "DELETE FROM organisation_merge_member WHERE member_id = ?");
/* One that waits for staff and has nobody else would wait for nobody. */
DB_EXEC(x_waiting,
    "DELETE FROM organisation WHERE created_by = ? AND state IN ('proposed', 'refused')"
    " AND NOT EXISTS (SELECT 1 FROM organisation_member m WHERE m.organisation_id = organisation.id)");
DB_EXEC(x_proposed, "UPDATE organisation SET created_by = NULL, decision_note = NULL WHERE created_by = ?");

const struct personal personal_network[] = {
    {PERSONAL_NETWORK, "profile", N_("Your profile"),
     N_("Your position, place, short text and photo, and for each who may see it."),
     "/me/profile", PERSONAL_GOES, NULL, "profile.member_id", &q_profile, &q_photo, {&x_profile}},
    {PERSONAL_NETWORK, "languages", N_("Languages of your profile"), N_("The languages that you work in."),
     "/me/profile", PERSONAL_GOES, NULL, "profile_language.member_id", &q_languages, NULL, {&x_languages}},
    {PERSONAL_NETWORK, "themes", N_("Themes of your profile"), N_("The themes that you work on."),
     "/me/profile", PERSONAL_GOES, NULL, "profile_theme.member_id", &q_themes, NULL, {&x_themes}},
    {PERSONAL_NETWORK, "directory", N_("Your entry in the directory"),
     N_("What members, or everybody, see of your profile when they search."),
     "/me/profile", PERSONAL_GOES, NULL, "", &q_entries, NULL, {0}},
    {PERSONAL_NETWORK, "organisations", N_("Organisations you belong to"),
     N_("Which organisations you belong to or asked to join, since when, as what, and whether their page shows you."),
     NULL, PERSONAL_GOES, NULL, "organisation_member.member_id", &q_memberships, NULL, {&x_memberships}},
    {PERSONAL_NETWORK, "organisations_merged", N_("Organisations that became one with another"),
     N_("How you belonged to one that staff united with another one, kept for 30 days so that it can be undone."),
     NULL, PERSONAL_GOES, NULL, "organisation_merge_member.member_id", &q_before, NULL, {&x_before}},
    {PERSONAL_NETWORK, "organisations_proposed", N_("Organisations you proposed"),
     N_("Pages of organisations that you suggested for the network."),
     NULL, PERSONAL_NAMELESS,
     N_("A page that is in the network stays, without your name: it belongs to the organisation and its other people. One that still waits for the staff is deleted."),
     "organisation.created_by", &q_proposed, NULL, {&x_waiting, &x_proposed}},
    {0},
};
