/* people.c - m4d-admin create-admin, reset-password, sample-members. */
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "model/member.h"
#include "model/member_tool.h"
#include "model/password_rules.h"
#include "model/two_factor.h"
#include "tool/tool.h"

/* Also in tests/e2e/lib/people.mjs and conf/dev/sign-ins.txt. */
#define SAMPLE_PASSWORD "rivers meet the sea"

/* One line, not shown while it is typed on a terminal. Nothing typed: one is made up and shown. */
static char *ask_password(void)
{
    struct termios old, quiet;
    bool           tty = isatty(0);
    char           buf[600] = "";
    char          *made;

    if (tty) {
        fputs("New password (nothing: one is made up): ", stderr);
        tcgetattr(0, &old);
        quiet = old;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(0, TCSANOW, &quiet);
    }
    if (!fgets(buf, sizeof buf, stdin))
        buf[0] = '\0';
    if (tty) {
        tcsetattr(0, TCSANOW, &old);
        fputc('\n', stderr);
    }
    buf[strcspn(buf, "\r\n")] = '\0';
    if (buf[0])
        return copy(buf);
    made = token_new();
    made[20] = '\0';
    printf("Password: %s\n", made);
    return made;
}

static char *good_password(const char *email, const char *name)
{
    char       *password = ask_password();
    const char *why = password_problem(password, name, email);

    if (!why)
        return password;
    fprintf(stderr, "m4d-admin: %s\n", why);
    return NULL;
}

int cmd_create_admin(struct db *db, int argc, char **argv)
{
    struct member_tool m = {.name = argc > 1 ? argv[1] : "Administrator", .lang = "en", .roles = ADMINISTRATOR};
    bool               made;

    m.email = parse_email(pool, argv[0]);
    if (!m.email)
        return failed("\"%s\" is not an e-mail address", argv[0]);
    m.password = good_password(m.email, m.name);
    if (!m.password)
        return 1;
    if (member_tool_make(db, &m, &made))
        return failed("the account could not be made");
    printf(made ? "%s is an administrator now.\n"
                : "%s had an account: it is active and an administrator's now; its password stays as it was.\n",
           m.email);
    return 0;
}

int cmd_reset_password(struct db *db, int argc, char **argv)
{
    const char *email = parse_email(pool, argv[0]);
    char       *password;
    enum err    e;

    if (!email)
        return failed("\"%s\" is not an e-mail address", argv[0]);
    password = good_password(email, NULL);
    if (!password)
        return 1;
    e = member_tool_password(db, email, password);
    if (e == ERR_INVALID)
        return failed("%s", err_issues()->v[0].text);
    if (e == ERR_NOT_FOUND) {
        err_clear();
        return failed("%s has no account", email);
    }
    if (e)
        return failed("the password could not be set");
    printf("%s has a new password; all sessions of the account have ended.\n", email);
    return 0;
}

int cmd_two_factor_off(struct db *db, int argc, char **argv)
{
    const char   *email = parse_email(pool, argv[0]);
    struct member m;
    enum err      e = email ? member_by_email(db, email, &m) : ERR_NOT_FOUND;

    if (e == ERR_NOT_FOUND) {
        err_clear();
        return failed("%s has no account", argv[0]);
    }
    if (!e)
        e = two_factor_off(db, NULL, m.id);
    if (e == ERR_NOT_FOUND) {
        err_clear();
        return failed("%s has no second factor", email);
    }
    if (e)
        return failed("the second factor could not be turned off");
    printf("%s signs in with the password alone now; all sessions of the account have ended.\n", email);
    return 0;
}

int cmd_reseal(struct db *db, int argc, char **argv)
{
    int64_t n, lost;

    if (two_factor_reseal(db, &n, &lost))
        return failed("it stopped half way; run it again");
    printf("Second factors sealed anew: %" PRId64 "\n", n);
    if (lost == 0)
        return 0;
    return failed("%" PRId64 " could not be opened: is secret_file_former the file that was in use before?", lost);
}

int cmd_sample_members(struct db *db, int argc, char **argv)
{
    static const struct member_tool people[] = {
        {"member@example.org", "Awa Diop", "SN", "Ville de Dakar", "en", 0, SAMPLE_PASSWORD},
        {"editor@example.org", "Lucía Andrade", "EC", "Municipio de Cuenca", "en", EDITOR, SAMPLE_PASSWORD},
        {"moderator@example.org", "Karim Haddad", "MA", "Diaspora Forum", "en", MODERATOR, SAMPLE_PASSWORD},
        {"admin@example.org", "Maria Keller", "CH", "M4D Net", "en", ADMINISTRATOR, SAMPLE_PASSWORD},
    };

    if (!conf_bool("development"))
        return failed("sample people have a known password: only where development = yes");
    for (size_t i = 0; i < COUNT(people); i++) {
        bool made;

        if (member_tool_make(db, &people[i], &made))
            return failed("%s could not be made", people[i].email);
    }
    return 0;
}
