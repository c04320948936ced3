# shellcheck shell=bash
# What the smoke tests share; sourced. They see Rowcast from outside only: its ports, its broker, its database.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.ci/documented.sh
. .ci/documented.sh

scratch=$(mktemp -d)
out=$scratch/out # logs by name, shown when a test fails
messages=$out/messages
declare -A started=() # process groups by name
mkdir "$out"
# Orders that nobody has changed before.
export ROWCAST_DATA_DIR=$scratch/data

# A script that has containers says how.
remove_containers() { :; }
show_containers() { :; }

cleanup() {
    {
        for group in "${started[@]}"; do kill -KILL -- "-$group"; done
        wait
        remove_containers
    } >/dev/null 2>&1 || true
    rm -rf "$scratch"
}
trap cleanup EXIT
trap 'exit 143' TERM

show_logs() {
    local log
    for log in "$out"/*; do
        [ -e "$log" ] || continue
        echo "--- ${log##*/}:"
        tail -n 100 "$log" | cut -c 1-400
    done
    show_containers 2>&1 || true
}

fail() {
    echo "FAILED: $*"
    show_logs
    exit 1
}

# within SECONDS COMMAND...: repeats the command until it succeeds.
within() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start() { # NAME COMMAND...: in the background; what it prints goes to $out/NAME
    local name=$1
    shift
    # With job control it gets a process group of its own, and does not ignore Ctrl-C.
    set -m
    "$@" >>"$out/$name" 2>&1 </dev/null &
    started[$name]=$!
    set +m
}

has_ended() { ! kill -0 "${started[$1]}" 2>/dev/null; }

# What runs in a process group, zombies aside.
processes() { ps -eo pgid=,pid=,stat=,args= | awk -v group="$1" '$1 == group && $3 !~ /^Z/'; }
is_gone() { [ -z "$(processes "$1")" ]; }

# stop NAME SIGNAL [SECONDS]: with all that it started; how it ended is in $exit_status.
# shellcheck disable=SC2034
stop() {
    local group=${started[$1]}
    kill "-$2" -- "-$group" 2>/dev/null || true
    within "${3:-20}" has_ended "$1" || fail "SIG$2 did not end $1 within ${3:-20} s"
    within 5 is_gone "$group" || fail "$1 left processes behind: $(processes "$group")"
    exit_status=0
    wait "$group" 2>/dev/null || exit_status=$?
    unset "started[$1]"
}

shows() { # NAME REGEX [SECONDS]
    within "${3:-20}" grep -qsE -- "$2" "$out/$1" || fail "$1 does not show: $2"
}

require_free_ports() {
    for port; do
        if is_listening "$port"; then
            ss -ltnp "sport = :$port" || true
            fail "port $port is taken before the test begins"
        fi
    done
}

is_ready() { curl -fsS -m 2 -o /dev/null http://127.0.0.1:8080/readyz 2>/dev/null; }
is_ready_or_ended() { is_ready || has_ended "$1"; }

start_rowcast() { # SECONDS NAME COMMAND...: it is ready within so many seconds
    start "${@:2}"
    within "$1" is_ready_or_ended "$2" || fail "$2 is not ready after $1 s"
    if has_ended "$2"; then fail "$2 ended before it was ready"; fi
}

start_demo() { start_rowcast 300 demo "$@"; } # COMMAND...

# One statement in the demo's database; prints the result, bare. A script with another database says how.
sql() { mariadb --skip-ssl -h 127.0.0.1 -P 3307 -u rowcast -prowcast --default-character-set=utf8mb4 -N -B shop -e "$1"; }

# Messages end up in a file, one a line: topic, space, payload.
subscribe() {
    start messages bash -c "$(documented 'mosquitto_sub -h 127.0.0.1 -p 1883 -v') -q 1"
    expect "the retained status" '^rowcast/status online$'
    expect "the retained state of a sample order" '^orders/state/1 [{].*Ada Lovelace'
}

expect() { # WHAT REGEX
    within 15 grep -qsE "$2" "$messages" || fail "$1 did not arrive: $2"
}

# Makes changes in SQL and expects them.
check_changes() {
    local id
    id=$(sql "INSERT INTO orders (customer_name, product_name, quantity, total) VALUES ('Smoke Tést', 'Kettle', 2, 39.90);
        SELECT LAST_INSERT_ID()") || fail "the insert was refused"
    expect "the insert" "^orders/inserted/$id [{].*\"op\":\"insert\".*\"customer_name\":\"Smoke Tést\""
    expect "the new state" "^orders/state/$id [{].*\"total\":\"39.90\".*\"status\":\"pending\""
    sql "UPDATE orders SET status = 'shipped' WHERE id = $id" || fail "the update was refused"
    expect "the update" "^orders/updated/$id [{].*\"op\":\"update\".*\"status\":\"shipped\""
    expect "the changed state" "^orders/state/$id [{].*\"status\":\"shipped\""
    sql "DELETE FROM orders WHERE id = $id" || fail "the delete was refused"
    expect "the delete" "^orders/deleted/$id [{].*\"op\":\"delete\""
    expect "the cleared state" "^orders/state/$id( [(]null[)]| )?\$"
}

check_page() {
    # Through a file: grep -q ends at the first match, and curl would complain of a broken pipe.
    curl -fsS -m 5 -o "$scratch/page" http://127.0.0.1:8080/ || fail "there is no page on port 8080"
    grep -qi '<html' "$scratch/page" || fail "what is on port 8080 is no page"
}
