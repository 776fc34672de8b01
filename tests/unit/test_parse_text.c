#include "unit.h"

#include "kit/parse.h"

#define TEXT(in, out) assert_string_equal(text_tidy(*state, in, false), out)
#define LINE(in, out) assert_string_equal(text_tidy(*state, in, true), out)

static void line_ends(void **state)
{
    TEXT("a\r\nb\rc\nd", "a\nb\nc\nd");
    TEXT("a\r\r\n\nb", "a\n\n\nb");
    TEXT("a\u2028b\u2029c\xc2\x85" "d", "a\nb\nc\nd");
    TEXT("a\r", "a");
    TEXT("a\r\x01\nb", "a\n\nb");
}

static void ends_are_trimmed(void **state)
{
    TEXT("  \n\t a b \r\n ", "a b");
    TEXT("\u00a0\u202f\ufeffa\u3000\u200b", "a");
    TEXT("\u200e\u2060\u3164", "");
    TEXT("\u2800\u00ada\u200f", "a");
    TEXT("   ", "");
    TEXT("\u00a0", "");
    TEXT("", "");
    TEXT("a\n  b\n\n\nc", "a\n  b\n\n\nc");
}

static void control_characters_go(void **state)
{
    TEXT("a\x01\x02\x1f\x7f\xc2\x80\xc2\x9f" "b", "ab");
    TEXT("a\tb", "a\tb");
    TEXT("\x1b[31mred", "[31mred");
    TEXT("a\ufffe\uffff\ufffdb", "a\ufffdb");
}

static void nothing_turns_the_words_around(void **state)
{
    LINE("photo\u202egnp.exe\u202c", "photognp.exe");
    TEXT("\u2066a\u2069 \u2067b\u2068 \u202ac\u202b\u202d", "a b c");
    LINE("عربى\u200f (2030)", "عربى\u200f (2030)");
}

static void one_line(void **state)
{
    LINE("  a \t\r\n b  c ", "a b c");
    LINE("a\u2028b", "a b");
    LINE("prix\u202f: 5\u00a0€", "prix\u202f: 5\u00a0€");
    LINE("a \x01 b", "a b");
    LINE("\n\n", "");
}

static void scripts_stay(void **state)
{
    TEXT("Développement – ‘été’ 😀 عربى", "Développement – ‘été’ 😀 عربى");
    TEXT("👩\u200d💻", "👩\u200d💻");
}

static void broken_bytes(void **state)
{
    TEXT("a\xff\xc3", "a??");
    TEXT("\xc3\x01\xa9", "??");
    TEXT("\xe2\x82", "??");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {TEST(line_ends),    TEST(ends_are_trimmed), TEST(control_characters_go),
                                              TEST(nothing_turns_the_words_around), TEST(one_line), TEST(scripts_stay),     TEST(broken_bytes)};

    return cmocka_run_group_tests_name("parse_text", tests, NULL, NULL);
}
