/* Countries as people write them. */
#include "kit.h"

#include "model/country_find.h"

static const struct country_name names[] = {
    {"CI", "Côte d’Ivoire", "Côte d’Ivoire", "Costa de Marfil"}, {"SN", "Senegal", "Sénégal", "Senegal"},
    {"US", "United States of America", "États-Unis d’Amérique", "Estados Unidos de América"},
    {"CD", "Democratic Republic of the Congo", "République démocratique du Congo", "República Democrática del Congo"},
    {"CG", "Congo", "Congo", "Congo"}, {"NE", "Niger", "Niger", "Níger"}, {"NG", "Nigeria", "Nigéria", "Nigeria"},
    {"GB", "United Kingdom", "Royaume-Uni", "Reino Unido"}, {"ML", "Mali", "Mali", "Malí"}};

#define FOUND(word, code, close)                                                     \
    do {                                                                             \
        const char *near, *got = country_find(word, names, COUNT(names), &near);     \
        assert_string_equal(got ? got : "", code);                                   \
        assert_string_equal(near ? near : "", close);                                \
    } while (0)

static void spellings(void **state)
{
    FOUND("SN", "SN", "");
    FOUND("sen", "SN", "");
    FOUND("Sénégal", "SN", "");
    FOUND("SENEGAL", "SN", "");
    FOUND("Côte d'Ivoire", "CI", "");
    FOUND("cote divoire", "CI", "");
    FOUND("Ivory Coast", "CI", "");
    FOUND("The United States of America", "US", "");
    FOUND("U.S.A.", "US", "");
    FOUND("RDC", "CD", "");
    FOUND("Congo, Democratic Republic of the", "CD", "");
    FOUND("Congo", "CG", "");
    FOUND("Niger", "NE", "");
    FOUND("great britain", "GB", "");
}

static void questions(void **state)
{
    FOUND("Sengal", "", "SN");
    FOUND("Senegall", "", "SN");
    FOUND("Cote d'Ivorie", "", "CI");
    FOUND("Untied Kingdom", "", "GB");
    FOUND("Atlantis", "", "");
    FOUND("Holland", "", ""); /* known, but not among these */
    FOUND("XX", "", "");
    FOUND("Mal", "", "");
    FOUND("", "", "");
    FOUND("...", "", "");
    char *endless = talloc_zero_size(*state, 5001);
    memset(endless, 'a', 5000);
    FOUND(endless, "", "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {KIT_TEST(spellings), KIT_TEST(questions)};

    return KIT_RUN("country", tests);
}
