#include <stdlib.h>

#include "model/stem.h"

/* Words that say nothing about what a text is about, folded and in the order of their bytes. The words that
 * InnoDB's own list leaves out of its indexes are in `everywhere`: asking for them would find nothing. */
static const char *const everywhere[] = {
    "about", "are", "com", "for", "from", "how", "that", "the", "this", "und", "was", "what",
    "when", "where", "who", "will", "with", "www"
};
static const char *const english[] = {
    "about", "above", "after", "again", "against", "all", "also", "am", "an", "and", "any",
    "are", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both",
    "but", "by", "can", "could", "did", "do", "does", "doing", "down", "during", "each", "few",
    "for", "from", "further", "had", "has", "have", "having", "he", "her", "here", "hers", "him",
    "his", "how", "if", "in", "into", "is", "it", "its", "itself", "just", "me", "more", "most",
    "my", "no", "nor", "not", "of", "off", "on", "once", "only", "or", "other", "our", "out",
    "over", "own", "same", "she", "should", "so", "some", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under",
    "until", "up", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who",
    "whom", "why", "will", "with", "would", "you", "your"
};
static const char *const french[] = {
    "afin", "ainsi", "apres", "au", "aucun", "aussi", "autre", "autres", "aux", "avant", "avec",
    "ayant", "ce", "cela", "celle", "celles", "celui", "ces", "cet", "cette", "ceux", "chaque",
    "chez", "comme", "comment", "dans", "de", "depuis", "des", "donc", "dont", "du", "elle",
    "elles", "en", "encore", "entre", "est", "et", "etaient", "etait", "ete", "etre", "eu",
    "eux", "fait", "font", "ici", "il", "ils", "je", "la", "le", "les", "leur", "leurs", "lors",
    "lorsque", "lui", "ma", "mais", "me", "meme", "mes", "moi", "mon", "ne", "ni", "nos",
    "notre", "nous", "ont", "ou", "par", "pas", "pendant", "peu", "peut", "plus", "pour",
    "pourquoi", "qu", "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "sa", "sans",
    "se", "selon", "sera", "ses", "si", "son", "sont", "sous", "sur", "ta", "te", "tes", "toi",
    "ton", "tous", "tout", "toute", "toutes", "tres", "tu", "un", "une", "vers", "vos", "votre",
    "vous"
};
static const char *const spanish[] = {
    "al", "algo", "algunas", "algunos", "ante", "antes", "aquel", "aquella", "como", "con",
    "contra", "cual", "cuales", "cuando", "de", "del", "desde", "donde", "durante", "el", "ella",
    "ellas", "ellos", "en", "entre", "era", "es", "esa", "esas", "ese", "eso", "esos", "esta",
    "estaba", "estan", "estas", "este", "esto", "estos", "fue", "fueron", "ha", "habia", "han",
    "hasta", "hay", "la", "las", "le", "les", "lo", "los", "mas", "me", "mi", "mientras", "mis",
    "mucho", "muy", "ni", "no", "nos", "nosotros", "otra", "otras", "otro", "otros", "para",
    "pero", "poco", "por", "porque", "que", "quien", "quienes", "se", "segun", "ser", "si",
    "sido", "sin", "sobre", "son", "su", "sus", "tambien", "tanto", "te", "tiene", "tienen",
    "toda", "todas", "todo", "todos", "tu", "tus", "un", "una", "unas", "uno", "unos", "ya",
    "yo"
};
static const char *const arabic[] = {
    "التي", "الذي", "الي", "ان", "او", "ثم", "علي", "عن", "في", "قد", "كان", "كانت", "لا", "ما",
    "مع", "من", "هذا", "هذه", "هو", "هي"
};

static const struct {
    const char *lang;
    const char *const *words;
    size_t n;
} lists[] = {
    {"", everywhere, COUNT(everywhere)},
    {"en", english, COUNT(english)},
    {"fr", french, COUNT(french)},
    {"es", spanish, COUNT(spanish)},
    {"ar", arabic, COUNT(arabic)},
};

static int compare(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool in_list(size_t i, const char *folded)
{
    return bsearch(folded, lists[i].words, lists[i].n, sizeof(char *), compare) != NULL;
}

bool stop_word(const char *lang, const char *folded)
{
    for (size_t i = 0; i < COUNT(lists); i++)
        if ((i == 0 || strcmp(lists[i].lang, lang) == 0) && in_list(i, folded))
            return true;
    return false;
}

bool stop_word_anywhere(const char *folded)
{
    for (size_t i = 0; i < COUNT(lists); i++)
        if (in_list(i, folded))
            return true;
    return false;
}
