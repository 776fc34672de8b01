#!/bin/sh
# Every word of the programs and templates is there in French and Spanish: none missing, none fuzzy, the
# same {places} on both sides, typography as people of the language write it. Prints TAP.
# --list: also every entry whose translation is the same as the English (names and such).
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0 failed=0

result() { # exit code, what, file with lines to say why
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else
        echo "not ok $n - $2"
        failed=$((failed + 1))
        [ -n "$3" ] && sed 's/^/# /' "$3"
    fi
}

echo "TAP version 13"

# ---- what is asked for ----
find cgi-bin -name '*.c' | sort >"$work/c.list"
xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --add-location \
    -f "$work/c.list" -o "$work/c.pot" 2>"$work/err"
result $? "words of the programs" "$work/err"
# Templates: each _("...") as a line of C that says where it stood.
find templates -name '*.cst' | sort | while read -r f; do
    grep -noE '_\("[^"]*"\)' "$f" | sed "s|^\([0-9]*\):\(.*\)|#line \1 \"$f\"\n\2;|"
done >"$work/templates.c"
xgettext --from-code=UTF-8 --language=C --keyword=_ --add-location "$work/templates.c" -o "$work/t.pot" 2>"$work/err"
result $? "words of the templates" "$work/err"
sed -i 's/charset=CHARSET/charset=UTF-8/' "$work/c.pot" "$work/t.pot"
msgcat --use-first "$work/c.pot" "$work/t.pot" -o "$work/all.pot" || exit 1
msgcat --no-wrap "$work/all.pot" >"$work/all.flat"
grep -nE "^msgid(_plural)? .*'" "$work/all.flat" >"$work/err"
[ ! -s "$work/err" ]
result $? "English words have typographic apostrophes" "$work/err"

# ---- the eyes of this test: each planted fault is seen, and nothing else ----
cat >"$work/planted.po" <<'EOF'
msgid "Hello {name}"
msgstr "Bonjour {nom}"

msgid "It’s late"
msgstr "C'est tard"

msgid "Why?"
msgstr "Pourquoi ?"

msgid "Name: {name}"
msgstr "Nom: {name}"

msgid "{n} page"
msgid_plural "{n} pages"
msgstr[0] "Une page"
msgstr[1] "Des pages"

msgid "Good: {name}, why?"
msgstr "Bien : {name}, « pourquoi » ?"

msgid "One page"
msgid_plural "{n} pages"
msgstr[0] "Une page"
msgstr[1] "{n} pages"

msgid "Empty"
msgstr ""

msgid "Gone"
msgstr "Parti"

#, fuzzy
msgid "Fuzzy"
msgstr "Flou"
EOF
{
    sed -n '/^#, fuzzy/d; /^msgid "Gone"/,/^$/d; s/^msgstr.*/msgstr ""/; p' "$work/planted.po"
    printf '\n#: a.c:2\nmsgid "Not there"\nmsgstr ""\n'
} >"$work/planted.pot"
node tests/check-lang.mjs fr "$work/planted.po" "$work/planted.pot" >"$work/err"
[ "$(wc -l <"$work/err")" -eq 10 ] && ! grep -q -e Good -e One "$work/err"
result $? "planted faults are found" "$work/err"

# ---- what is there ----
for l in fr es; do
    ok=0
    if ! ls conf/lang/*.$l.po >"$work/err" 2>&1; then
        result 1 "conf/lang has words in $l" "$work/err"
        continue
    fi
    for f in conf/lang/*.$l.po; do
        msgfmt --check --output-file=/dev/null "$f" 2>>"$work/err.$l" || ok=1
    done
    result $ok "conf/lang/*.$l.po are well formed" "$work/err.$l"
    msgcat --use-first conf/lang/*.$l.po -o "$work/$l.po" || exit 1
    msgcat --no-wrap "$work/$l.po" >"$work/$l.flat"
    node tests/check-lang.mjs $l "$work/$l.flat" "$work/all.flat" "$1" >"$work/err"
    result $? "$l: every word, its {places}, its typography" "$work/err"
    [ "$1" = --list ] && sed -n 's/^same: /# same: /p' "$work/err"
done
echo "1..$n"
[ $failed -eq 0 ]
