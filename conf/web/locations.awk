# Makes the locations of nginx or the rules of Apache from conf/web/areas.
#   awk -f locations.awk -v server=nginx|apache -v dir=<folder of the included pieces> areas
function one(program, path)
{
    if (server == "nginx") {
        printf "location = %s { include %s/to-%s.conf; }\n", path, dir, program
        if (path !~ /\.[a-z]+$/)
            printf "location %s/ { include %s/to-%s.conf; }\n", path, dir, program
    } else {
        printf "Use M4D %s %s\n", program, path
    }
}
/^#/ || NF < 3 { next }
{
    if (!($1 in seen)) {
        seen[$1] = 1
        order[++n] = $1
    }
    for (i = 3; i <= NF; i++) {
        if ($2 == "site")
            one($1, $i)
        else {
            one($1, "/en" ($i == "/" ? "" : $i))
            one($1, "/fr" ($i == "/" ? "" : $i))
            one($1, "/es" ($i == "/" ? "" : $i))
        }
    }
}
END {
    for (i = 1; i <= n; i++)
        one(order[i], "/health/" order[i])
}
