#!/bin/sh
# Installs the Debian packages that are missing: deps.sh run | deps.sh check
# Asks nothing of the network when all are there.
set -eu
run="gcc make pkg-config libc6-dev
mariadb-server mariadb-client libmariadb-dev
libfcgi-dev clearsilver-dev libgcrypt20-dev libtalloc-dev libjansson-dev libcurl4-openssl-dev
libcmark-dev libmagic-dev libstemmer-dev libxml2-dev libzip-dev zlib1g-dev libxlsxwriter-dev libjpeg62-turbo-dev libpng-dev
libwebp-dev liblcms2-dev libseccomp-dev libqrencode-dev libcairo2-dev libpango1.0-dev
poppler-utils gettext spawn-fcgi multiwatch nginx-light procps tzdata"
check="$run openssl libcmocka-dev clang libclang-rt-14-dev chromium apache2-bin libapache2-mod-xsendfile
default-jre-headless libxml2-utils zbar-tools"

why() {
    case $1 in
        gcc | make | pkg-config | libc6-dev) echo "compiles the programs" ;;
        mariadb-server | mariadb-client | libmariadb-dev) echo "the database and its client library" ;;
        libfcgi-dev | spawn-fcgi | multiwatch) echo "FastCGI: starts the programs and speaks with the web server" ;;
        nginx-light) echo "the web server" ;;
        clearsilver-dev) echo "page templates" ;;
        libgcrypt20-dev) echo "passwords, tokens and hashes" ;;
        libtalloc-dev) echo "memory per request" ;;
        libjansson-dev) echo "JSON" ;;
        libcurl4-openssl-dev) echo "sends mail" ;;
        libcmark-dev) echo "Markdown" ;;
        libmagic-dev) echo "tells the type of a file by its content" ;;
        libstemmer-dev) echo "search: word stems" ;;
        libxml2-dev) echo "XML" ;;
        libqrencode-dev) echo "QR codes for the second factor" ;;
        libzip-dev | zlib1g-dev) echo "ZIP files of imports" ;;
        libjpeg62-turbo-dev | libpng-dev | libwebp-dev) echo "reads photos: one library per format" ;;
        liblcms2-dev) echo "puts photos into the colours of a screen" ;;
        libseccomp-dev) echo "shuts in the program that reads photos" ;;
        libxlsxwriter-dev) echo "workbooks of people for spreadsheet programs" ;;
        libcairo2-dev | libpango1.0-dev) echo "typesets the sample PDF files" ;;
        poppler-utils) echo "reads the text of PDF files" ;;
        gettext) echo "compiles the French and Spanish words" ;;
        tzdata) echo "tells the time where people live" ;;
        procps) echo "finds the processes to reload" ;;
        libcmocka-dev) echo "unit tests" ;;
        clang | libclang-rt-14-dev) echo "fuzzing" ;;
        chromium) echo "tests in a browser" ;;
        apache2-bin | libapache2-mod-xsendfile) echo "tests through Apache" ;;
        default-jre-headless) echo "HTML checker" ;;
        nodejs | npm) echo "runs the tests" ;;
        openssl) echo "tests over https" ;;
        zbar-tools) echo "reads QR codes in the tests" ;;
        libxml2-utils) echo "reads the XML of feeds and harvests in the tests" ;;
        wrk) echo "measures speed" ;;
    esac
}

case ${1:-run} in
    run) wanted=$run ;;
    check)
        wanted=$check
        command -v node >/dev/null || wanted="$wanted nodejs"
        command -v npm >/dev/null || wanted="$wanted npm"
        # Another Java than Debian's usual one does as well.
        ! command -v java >/dev/null || wanted=$(echo "$wanted" | sed 's/default-jre-headless//')
        ;;
    bench) wanted="$run wrk" ;;
esac

command -v dpkg-query >/dev/null || {
    echo "This is not Debian, so nothing is installed by itself. Needed are: $wanted" >&2
    exit 0
}
missing=
there=" $(dpkg-query -W -f '${binary:Package} ${db:Status-Status}\n' | sed -n 's/:[a-z0-9]* installed$/ installed/; s/ installed$//p' | tr '\n' ' ') "
for p in $wanted; do
    case $there in
        *" $p "*) ;;
        *)
            # A fuller nginx, or a newer library of the same kind, does as well.
            case $p in
                nginx-light) [ -x /usr/sbin/nginx ] && continue ;;
                libcurl4-openssl-dev) pkg-config --exists libcurl 2>/dev/null && continue ;;
            esac
            missing="$missing $p"
            ;;
    esac
done
[ -n "$missing" ] || exit 0

echo "These Debian packages are missing and will be installed:"
for p in $missing; do
    printf '  %-28s %s\n' "$p" "$(why "$p")"
done
as=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
        echo "Neither root nor sudo is at hand. As root, run:  apt-get install$missing" >&2
        exit 1
    }
    as=sudo
fi
# Debian starts the services of fresh packages; an instance has servers of its own and wants none of the
# system's. policy-rc.d is Debian's way to say so.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | $as tee $policy >/dev/null
    $as chmod +x $policy
    trap '$as rm -f $policy' EXIT
fi
install() {
    $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -q $missing
}
{ $as apt-get update -q && install; } || {
    echo "The packages could not be installed (see above). Is there a network, and room on the disk?" >&2
    exit 1
}
