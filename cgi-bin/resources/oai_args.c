/* oai_args.c - reading a harvester's arguments by the letter of OAI-PMH 2.0. */
#include <ctype.h>

#include "resources/oai.h"

const char *const oai_verb_name[OAI_VERBS] = {"Identify", "ListMetadataFormats", "ListSets",
                                              "ListIdentifiers", "ListRecords", "GetRecord"};

enum argument { A_IDENTIFIER, A_PREFIX, A_SET, A_FROM, A_UNTIL, A_TOKEN, ARGUMENTS };
static const char *const argument_name[ARGUMENTS] = {"identifier", "metadataPrefix", "set", "from", "until",
                                                     "resumptionToken"};
#define BIT(a) (1u << (a))
#define LIST_MAY (BIT(A_PREFIX) | BIT(A_SET) | BIT(A_FROM) | BIT(A_UNTIL) | BIT(A_TOKEN))
static const unsigned may_have[OAI_VERBS] = {
    [OAI_FORMATS] = BIT(A_IDENTIFIER), [OAI_SETS] = BIT(A_TOKEN), [OAI_IDENTIFIERS] = LIST_MAY,
    [OAI_RECORDS] = LIST_MAY, [OAI_RECORD] = BIT(A_IDENTIFIER) | BIT(A_PREFIX)};
static const unsigned must_have[OAI_VERBS] = {
    [OAI_IDENTIFIERS] = BIT(A_PREFIX), [OAI_RECORDS] = BIT(A_PREFIX),
    [OAI_RECORD] = BIT(A_IDENTIFIER) | BIT(A_PREFIX)};

static void refuse(struct oai_args *a, const char *code, const char *why)
{
    if (a->error)
        return;
    a->error = code;
    a->why = why;
}

static const char **place_of(struct oai_args *a, enum argument i)
{
    const char **places[ARGUMENTS] = {&a->identifier, &a->prefix, &a->set, &a->from, &a->until, &a->token};
    return places[i];
}

/* ---- verb and names ---- */

static void read_verb(const struct pairs *p, struct oai_args *a)
{
    int n = 0;

    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->v[i].name, "verb") != 0)
            continue;
        n++;
        for (int v = 0; v < OAI_VERBS; v++)
            if (!p->v[i].broken && strcmp(p->v[i].value, oai_verb_name[v]) == 0) {
                a->verb = v;
                a->verb_ok = true;
            }
    }
    if (n == 0)
        refuse(a, "badVerb", "The argument verb is missing");
    else if (n > 1)
        refuse(a, "badVerb", "The argument verb is there more than once");
    else if (!a->verb_ok)
        refuse(a, "badVerb", "There is no such verb");
    a->verb_ok = n == 1 && a->verb_ok;
}

/* Characters that a value may have: what is not of that shape is no argument, and must not be echoed. */
static bool shape_ok(enum argument i, const char *value)
{
    static const char mark[] = "-_.!~*'()", uri[] = "-_.!~*'();/?:@&=+$,%#[]";
    bool              colon = true; /* the part of a set begins here */

    if (i != A_IDENTIFIER && i != A_PREFIX && i != A_SET)
        return true;
    for (const char *p = value; *p; p++) {
        if (i == A_SET && *p == ':') {
            if (colon)
                return false;
            colon = true;
            continue;
        }
        colon = false;
        if ((unsigned char)*p > 0x7e || !(isalnum((unsigned char)*p) || strchr(i == A_IDENTIFIER ? uri : mark, *p)))
            return false;
        if (*p == '%' && !(isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2])))
            return false;
    }
    return i != A_SET || !colon;
}

static void read_names(const struct pairs *p, struct oai_args *a)
{
    unsigned seen = 0;

    for (size_t i = 0; i < p->n; i++) {
        int n = 0;
        if (strcmp(p->v[i].name, "verb") == 0)
            continue;
        while (n < ARGUMENTS && strcmp(p->v[i].name, argument_name[n]) != 0)
            n++;
        if (n == ARGUMENTS || !(may_have[a->verb] & BIT(n)))
            refuse(a, "badArgument", "The request has an argument that does not belong to the verb");
        else if (seen & BIT(n))
            refuse(a, "badArgument", "An argument is there more than once");
        else if (p->v[i].broken || !*p->v[i].value)
            refuse(a, "badArgument", "The value of an argument is empty or not UTF-8");
        else if (!shape_ok((enum argument)n, p->v[i].value))
            refuse(a, "badArgument", "The value of an argument has characters that it cannot have");
        if (a->error)
            return;
        seen |= BIT(n);
        *place_of(a, (enum argument)n) = p->v[i].value;
    }
    if ((seen & BIT(A_TOKEN)) && seen != BIT(A_TOKEN))
        refuse(a, "badArgument", "A resumptionToken stands alone beside the verb");
    else if (!(seen & BIT(A_TOKEN)) && (must_have[a->verb] & ~seen))
        refuse(a, "badArgument", "A required argument is missing");
}

/* ---- times ---- */

static bool shaped(const char *s, const char *shape)
{
    for (; *shape; shape++, s++)
        if (*shape == '9' ? !isdigit((unsigned char)*s) : *s != *shape)
            return false;
    return *s == '\0';
}

/* "2024-05-31" or "2024-05-31T12:00:00Z", nothing else. */
static bool read_time(const char *s, struct instant *out, bool *day)
{
    *day = shaped(s, "9999-99-99");
    if (!*day && !shaped(s, "9999-99-99T99:99:99Z"))
        return false;
    return parse_instant(*day ? fmt("%sT00:00:00Z", s) : s, out);
}

#define DAY 86400
#define LONG_AGO ((struct instant){1000000})
#define FAR_AHEAD ((struct instant){(int64_t)253370764800 * 1000000}) /* the year 9999 */

static void read_times(struct oai_args *a)
{
    bool from_day = false, until_day = false;

    a->ask.from = LONG_AGO;
    a->ask.before = FAR_AHEAD;
    if (a->from && !read_time(a->from, &a->ask.from, &from_day))
        refuse(a, "badArgument", "The argument from is no date such as 2024-05-31 or 2024-05-31T12:00:00Z");
    if (a->until && !read_time(a->until, &a->ask.before, &until_day))
        refuse(a, "badArgument", "The argument until is no date such as 2024-05-31 or 2024-05-31T12:00:00Z");
    if (a->error)
        return;
    if (a->from && a->until && from_day != until_day)
        refuse(a, "badArgument", "The arguments from and until differ in granularity");
    else if (a->from && a->until && a->ask.from.us > a->ask.before.us)
        refuse(a, "badArgument", "The argument from is later than until");
    if (a->until) /* inclusive, and datestamps are whole seconds */
        a->ask.before = instant_add(a->ask.before, until_day ? DAY : 1);
    if (a->ask.from.us < LONG_AGO.us)
        a->ask.from = LONG_AGO;
    if (a->ask.before.us <= LONG_AGO.us)
        a->ask.before = (struct instant){LONG_AGO.us + 1};
}

/* ---- tokens: "verb,set,from,before,changed,id,sent.signature", numbers in microseconds ---- */

char *oai_token(const struct oai_args *a, struct oai_row last, int64_t sent)
{
    char *text = fmt("%d,%s,%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64, (int)a->verb,
                     a->set ? a->set : "", a->ask.from.us, a->ask.before.us, last.changed_at.us, last.id, sent);
    return fmt("%s.%s", text, sign("oai", text));
}

static bool read_token(struct oai_args *a)
{
    char   *text = copy(a->token), *mac = strrchr(text, '.'), *part[7];
    int64_t n[7] = {0};

    if (!mac)
        return false;
    *mac++ = '\0';
    if (!signed_ok("oai", text, mac))
        return false;
    for (int i = 0; i < 7; i++) {
        part[i] = strsep(&text, ",");
        if (!part[i] || (i != 1 && !parse_int(part[i], &n[i])))
            return false;
    }
    if (n[0] != (int64_t)a->verb)
        return false;
    a->set = *part[1] ? part[1] : NULL;
    a->ask.from.us = n[2];
    a->ask.before.us = n[3];
    a->ask.after = (struct oai_place){{n[4]}, n[5]};
    a->sent = n[6];
    return true;
}

/* ---- all of it ---- */

void oai_args_read(const struct pairs *p, struct oai_args *a)
{
    *a = (struct oai_args){0};
    read_verb(p, a);
    if (!a->error)
        read_names(p, a);
    if (a->error)
        return;
    if (a->token) {
        if (a->verb == OAI_SETS || !read_token(a))
            refuse(a, "badResumptionToken", "This resumptionToken was not given out here for this verb");
        return;
    }
    read_times(a);
    if (!a->error && a->prefix && strcmp(a->prefix, OAI_DC) != 0)
        refuse(a, "cannotDisseminateFormat", "Records are there in the format oai_dc only");
}

void oai_args_set(const struct term_list *terms, struct oai_args *a)
{
    static const char *const facets[] = {"type", "theme"};

    if (!a->set || a->error)
        return;
    for (size_t i = 0; i < COUNT(facets); i++) {
        size_t n = strlen(facets[i]);
        if (strncmp(a->set, facets[i], n) != 0 || (a->set[n] != '\0' && a->set[n] != ':'))
            continue;
        a->ask.facet = facets[i];
        a->ask.value = a->set[n] ? a->set + n + 1 : NULL;
        if (!a->ask.value || term_find(terms, facets[i], a->ask.value))
            return;
    }
    /* A set that nothing is in: the protocol knows no other answer. */
    refuse(a, a->token ? "badResumptionToken" : "noRecordsMatch", "There is no such set");
}
