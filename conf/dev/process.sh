# Functions to start and stop the processes of one instance, known by pid and start time: a number that
# the system has given to another process since is never touched. Needs $VAR.

die() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# When the process began, in ticks since boot; nothing when there is none or only its remains.
started() {
    local line
    read -r line 2>/dev/null <"/proc/$1/stat" || return 0
    set -- ${line##*) }
    [ "$1" = Z ] || echo "${20}"
}

# alive name: sets $pid
alive() {
    local since
    pid=
    [ -s "$VAR/run/$1.pid" ] || return 1
    read -r pid since <"$VAR/run/$1.pid"
    [ -n "$pid" ] && [ "$(started "$pid")" = "$since" ]
}

# spawn name log command...: in a session of its own, so that it outlives make and the terminal
spawn() {
    local name=$1 log=$2
    shift 2
    setsid "$@" </dev/null >>"$log" 2>&1 9>&- &
    echo "$! $(started $!)" >"$VAR/run/$name.pid"
}

# Waits until none of "pid since" pairs is there any more; false after $1 tenths of a second.
wait_gone() {
    local tenths=$1 i pair left
    shift
    for ((i = 0; i < tenths; i++)); do
        left=
        for pair in "$@"; do
            [ "$(started "${pair% *}")" = "${pair#* }" ] && left=1
        done
        [ -z "$left" ] && return 0
        sleep 0.1
    done
    return 1
}

# end name signal tenths: asks the process and waits for it and its children; past the time they are killed.
end() {
    local name=$1 signal=$2 tenths=$3 all=() child pair
    if alive "$name"; then
        all=("$pid $(started "$pid")")
        for child in $(pgrep -P "$pid"); do
            all+=("$child $(started "$child")")
        done
        kill "-$signal" "$pid" 2>/dev/null || true
        if ! wait_gone "$tenths" "${all[@]}"; then
            for pair in "${all[@]}"; do
                [ "$(started "${pair% *}")" = "${pair#* }" ] && kill -KILL "${pair% *}" 2>/dev/null
            done
            wait_gone 50 "${all[@]}" || true
        fi
    fi
    rm -f "$VAR/run/$name.pid"
}

# renew name: the children end after the request in hand and start anew; the listening socket stays.
renew() {
    local child
    alive "$1" || return 0
    for child in $(pgrep -P "$pid"); do
        kill -TERM "$child" 2>/dev/null || true
    done
    touch "$VAR/run/$1.pid"
}
