/* country_find.c - countries as people write them; see country_find.h. */
#include "model/country_find.h"

#include <stdlib.h>

#include "model/stem.h"

/* ISO 3166-1: codes of three letters, each with that of two. */
static const char three[][6] = {
    "ABWAW", "AFGAF", "AGOAO", "AIAAI", "ALAAX", "ALBAL", "ANDAD", "AREAE", "ARGAR", "ARMAM", "ASMAS",
    "ATAAQ", "ATFTF", "ATGAG", "AUSAU", "AUTAT", "AZEAZ", "BDIBI", "BELBE", "BENBJ", "BESBQ", "BFABF",
    "BGDBD", "BGRBG", "BHRBH", "BHSBS", "BIHBA", "BLMBL", "BLRBY", "BLZBZ", "BMUBM", "BOLBO", "BRABR",
    "BRBBB", "BRNBN", "BTNBT", "BVTBV", "BWABW", "CAFCF", "CANCA", "CCKCC", "CHECH", "CHLCL", "CHNCN",
    "CIVCI", "CMRCM", "CODCD", "COGCG", "COKCK", "COLCO", "COMKM", "CPVCV", "CRICR", "CUBCU", "CUWCW",
    "CXRCX", "CYMKY", "CYPCY", "CZECZ", "DEUDE", "DJIDJ", "DMADM", "DNKDK", "DOMDO", "DZADZ", "ECUEC",
    "EGYEG", "ERIER", "ESHEH", "ESPES", "ESTEE", "ETHET", "FINFI", "FJIFJ", "FLKFK", "FRAFR", "FROFO",
    "FSMFM", "GABGA", "GBRGB", "GEOGE", "GGYGG", "GHAGH", "GIBGI", "GINGN", "GLPGP", "GMBGM", "GNBGW",
    "GNQGQ", "GRCGR", "GRDGD", "GRLGL", "GTMGT", "GUFGF", "GUMGU", "GUYGY", "HKGHK", "HMDHM", "HNDHN",
    "HRVHR", "HTIHT", "HUNHU", "IDNID", "IMNIM", "INDIN", "IOTIO", "IRLIE", "IRNIR", "IRQIQ", "ISLIS",
    "ISRIL", "ITAIT", "JAMJM", "JEYJE", "JORJO", "JPNJP", "KAZKZ", "KENKE", "KGZKG", "KHMKH", "KIRKI",
    "KNAKN", "KORKR", "KWTKW", "LAOLA", "LBNLB", "LBRLR", "LBYLY", "LCALC", "LIELI", "LKALK", "LSOLS",
    "LTULT", "LUXLU", "LVALV", "MACMO", "MAFMF", "MARMA", "MCOMC", "MDAMD", "MDGMG", "MDVMV", "MEXMX",
    "MHLMH", "MKDMK", "MLIML", "MLTMT", "MMRMM", "MNEME", "MNGMN", "MNPMP", "MOZMZ", "MRTMR", "MSRMS",
    "MTQMQ", "MUSMU", "MWIMW", "MYSMY", "MYTYT", "NAMNA", "NCLNC", "NERNE", "NFKNF", "NGANG", "NICNI",
    "NIUNU", "NLDNL", "NORNO", "NPLNP", "NRUNR", "NZLNZ", "OMNOM", "PAKPK", "PANPA", "PCNPN", "PERPE",
    "PHLPH", "PLWPW", "PNGPG", "POLPL", "PRIPR", "PRKKP", "PRTPT", "PRYPY", "PSEPS", "PYFPF", "QATQA",
    "REURE", "ROURO", "RUSRU", "RWARW", "SAUSA", "SDNSD", "SENSN", "SGPSG", "SGSGS", "SHNSH", "SJMSJ",
    "SLBSB", "SLESL", "SLVSV", "SMRSM", "SOMSO", "SPMPM", "SRBRS", "SSDSS", "STPST", "SURSR", "SVKSK",
    "SVNSI", "SWESE", "SWZSZ", "SXMSX", "SYCSC", "SYRSY", "TCATC", "TCDTD", "TGOTG", "THATH", "TJKTJ",
    "TKLTK", "TKMTM", "TLSTL", "TONTO", "TTOTT", "TUNTN", "TURTR", "TUVTV", "TWNTW", "TZATZ", "UGAUG",
    "UKRUA", "UMIUM", "URYUY", "USAUS", "UZBUZ", "VATVA", "VCTVC", "VENVE", "VGBVG", "VIRVI", "VNMVN",
    "VUTVU", "WLFWF", "WSMWS", "YEMYE", "ZAFZA", "ZMBZM", "ZWEZW",
};

/* Spellings beside the names in the table of countries. */
static const struct {
    const char *text, *code;
} others[] = {
    {"UAE", "AE"}, {"Emirates", "AE"}, {"Emirats arabes unis", "AE"}, {"EAU", "AE"}, {"Bosnia", "BA"},
    {"Bosnia Herzegovina", "BA"}, {"Bosnie", "BA"}, {"Bosnie Herzégovine", "BA"}, {"Burkina", "BF"},
    {"Brunei", "BN"}, {"Bolivia", "BO"}, {"Plurinational State of Bolivia", "BO"}, {"Bolivie", "BO"},
    {"Bahamas", "BS"}, {"Belarus", "BY"}, {"Biélorussie", "BY"}, {"Bielorrusia", "BY"}, {"DRC", "CD"},
    {"DR Congo", "CD"}, {"Congo Kinshasa", "CD"}, {"Democratic Republic of the Congo", "CD"},
    {"Democratic Republic of Congo", "CD"}, {"Congo, Democratic Republic of the", "CD"}, {"RDC", "CD"},
    {"République démocratique du Congo", "CD"}, {"Zaire", "CD"}, {"República Democrática del Congo", "CD"},
    {"CAR", "CF"}, {"Central African Republic", "CF"}, {"RCA", "CF"}, {"Centrafrique", "CF"}, {"Congo", "CG"},
    {"Congo Brazzaville", "CG"}, {"Republic of the Congo", "CG"}, {"République du Congo", "CG"},
    {"República del Congo", "CG"}, {"Ivory Coast", "CI"}, {"Cote d'Ivoire", "CI"}, {"Costa de Marfil", "CI"},
    {"Cape Verde", "CV"}, {"Cabo Verde", "CV"}, {"Cap Vert", "CV"}, {"Czech Republic", "CZ"},
    {"République tchèque", "CZ"}, {"República Checa", "CZ"}, {"Micronesia", "FM"}, {"Micronésie", "FM"},
    {"UK", "GB"}, {"Great Britain", "GB"}, {"England", "GB"}, {"Scotland", "GB"}, {"Wales", "GB"},
    {"Northern Ireland", "GB"}, {"Royaume-Uni", "GB"}, {"Grande-Bretagne", "GB"}, {"Angleterre", "GB"},
    {"Reino Unido", "GB"}, {"Gran Bretaña", "GB"}, {"Inglaterra", "GB"}, {"Gambia", "GM"}, {"Gambie", "GM"},
    {"Equatorial Guinea", "GQ"}, {"Guinea Ecuatorial", "GQ"}, {"Guinea Bissau", "GW"}, {"Guinée Bissau", "GW"},
    {"Hong Kong", "HK"}, {"Republic of Ireland", "IE"}, {"Iran", "IR"}, {"Islamic Republic of Iran", "IR"},
    {"Irán", "IR"}, {"Kyrgyzstan", "KG"}, {"Kirghizistan", "KG"}, {"Kirguistán", "KG"},
    {"St Kitts and Nevis", "KN"}, {"North Korea", "KP"}, {"Democratic People's Republic of Korea", "KP"},
    {"Corée du Nord", "KP"}, {"Corea del Norte", "KP"}, {"South Korea", "KR"}, {"Republic of Korea", "KR"},
    {"Korea", "KR"}, {"Corée du Sud", "KR"}, {"Corée", "KR"}, {"Corea del Sur", "KR"}, {"Corea", "KR"},
    {"Laos", "LA"}, {"Lao PDR", "LA"}, {"Lao People's Democratic Republic", "LA"}, {"St Lucia", "LC"},
    {"Moldova", "MD"}, {"Republic of Moldova", "MD"}, {"Moldavie", "MD"}, {"Moldavia", "MD"},
    {"Macedonia", "MK"}, {"Former Yugoslav Republic of Macedonia", "MK"}, {"Macédoine", "MK"},
    {"Macédoine du Nord", "MK"}, {"Macedonia del Norte", "MK"}, {"Burma", "MM"}, {"Birmanie", "MM"},
    {"Birmania", "MM"}, {"Macau", "MO"}, {"Macao", "MO"}, {"Holland", "NL"}, {"Netherlands", "NL"},
    {"Hollande", "NL"}, {"Pays-Bas", "NL"}, {"Holanda", "NL"}, {"Países Bajos", "NL"}, {"PNG", "PG"},
    {"Palestine", "PS"}, {"Palestinian Territories", "PS"}, {"State of Palestine", "PS"},
    {"Territoires palestiniens", "PS"}, {"Palestina", "PS"}, {"Estado de Palestina", "PS"}, {"Russia", "RU"},
    {"Russian Federation", "RU"}, {"Russie", "RU"}, {"Fédération de Russie", "RU"}, {"Rusia", "RU"},
    {"Federación de Rusia", "RU"}, {"Surinam", "SR"}, {"South Soudan", "SS"}, {"Sud Soudan", "SS"},
    {"Soudan du Sud", "SS"}, {"Sudán del Sur", "SS"}, {"Sao Tome", "ST"}, {"Sao Tome and Principe", "ST"},
    {"Syria", "SY"}, {"Syrian Arab Republic", "SY"}, {"Syrie", "SY"}, {"Siria", "SY"}, {"Swaziland", "SZ"},
    {"Eswatini", "SZ"}, {"East Timor", "TL"}, {"Timor-Leste", "TL"}, {"Timor oriental", "TL"}, {"Turkey", "TR"},
    {"Türkiye", "TR"}, {"Turquie", "TR"}, {"Turquía", "TR"}, {"Taiwan", "TW"}, {"Tanzania", "TZ"},
    {"United Republic of Tanzania", "TZ"}, {"Tanzanie", "TZ"}, {"Tanzanía", "TZ"}, {"USA", "US"},
    {"United States of America", "US"}, {"United States", "US"}, {"Etats-Unis d’Amérique", "US"},
    {"Estados Unidos de América", "US"}, {"EEUU", "US"}, {"EE.UU.", "US"}, {"Vatican", "VA"},
    {"Holy See", "VA"}, {"Saint-Siège", "VA"}, {"Santa Sede", "VA"}, {"St Vincent", "VC"},
    {"St Vincent and the Grenadines", "VC"}, {"Venezuela", "VE"}, {"Bolivarian Republic of Venezuela", "VE"},
    {"Vietnam", "VN"}, {"Viet Nam", "VN"},
};

/* Letters and digits in lower case without accents; words of no weight and everything between words go. */
static char *plain(const char *text)
{
    static const char *const light[] = {"the", "of", "and", "la", "le", "les", "el", "los", "las", "de", "du", "des", "del", "et", "y"};
    char *out = talloc_size(pool, strlen(text) * 4 + 1), *w = out, *word = out;

    for (const char *p = text;;) {
        unsigned c = fold_next(&p);
        char     letter[5] = "";
        if (c && fold_is_letter(c)) {
            fold_letter(c, letter);
            memcpy(w, letter, strlen(letter));
            w += strlen(letter);
            continue;
        }
        *w = '\0';
        for (size_t i = 0; i < COUNT(light); i++)
            if (strcmp(word, light[i]) == 0)
                w = word;
        word = w;
        if (!c)
            break;
    }
    *w = '\0';
    return out;
}

/* Letters to change, add, take away or swap; more than `most` is most + 1. Both are short. */
static int distance(const char *a, const char *b, int most)
{
    enum { LONGEST = 60 };
    int n = (int)strlen(a), m = (int)strlen(b), d[3][LONGEST + 1];

    if (n > LONGEST || m > LONGEST || abs(n - m) > most)
        return most + 1;
    for (int j = 0; j <= m; j++)
        d[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = d[i % 3], *before = d[(i + 2) % 3], *earlier = d[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            int best = before[j - 1] + (a[i - 1] != b[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    return d[n % 3][m];
}

struct search {
    const char *word;
    int         best; /* distance of the nearest so far */
    const char *code;
};

/* True: this is it. */
static bool look(struct search *s, const char *text, const char *code)
{
    const char *p = plain(text);

    if (strcmp(p, s->word) == 0) {
        s->code = code;
        s->best = 0;
        return true;
    }
    int d = distance(s->word, p, s->best - 1);
    if (d < s->best) {
        s->best = d;
        s->code = code;
    }
    return false;
}

static bool look_all(struct search *s, const struct country_name *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (look(s, names[i].en, names[i].code) || look(s, names[i].fr, names[i].code) || look(s, names[i].es, names[i].code))
            return true;
    for (size_t i = 0; i < COUNT(others); i++)
        if (look(s, others[i].text, others[i].code))
            return true;
    return false;
}

static const char *by_code(const char *word, const struct country_name *names, size_t n)
{
    char two[3] = "";

    if (strlen(word) == 2)
        memcpy(two, word, 2);
    for (size_t i = 0; strlen(word) == 3 && i < COUNT(three); i++)
        if (strncasecmp(three[i], word, 3) == 0)
            memcpy(two, three[i] + 3, 2);
    for (size_t i = 0; *two && i < n; i++)
        if (strcasecmp(names[i].code, two) == 0)
            return names[i].code;
    return NULL;
}

const char *country_find(const char *word, const struct country_name *names, size_t n, const char **near)
{
    const char   *code = by_code(word, names, n);
    struct search s = {.word = plain(word)};

    *near = NULL;
    if (code || !*s.word)
        return code;
    /* One letter of four may be wrong, three at most: of shorter words nothing can be told. */
    s.best = (int)strlen(s.word) / 4 + 1;
    s.best = s.best > 4 ? 4 : s.best;
    bool found = look_all(&s, names, n), listed = false;
    for (size_t i = 0; s.code && i < n; i++)
        listed |= strcmp(names[i].code, s.code) == 0;
    if (!listed)
        return NULL;
    *near = found ? NULL : s.code;
    return found ? s.code : NULL;
}
