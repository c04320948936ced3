# shellcheck shell=bash
# What the smoke tests share; sourced. They see Rowcast from outside only: its ports, its broker, its database.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=.ci/documented.sh
. .ci/documented.sh

scratch=$(mktemp -d)
messages=$scratch/messages
subscriber=

fail() {
    echo "FAILED: $*"
    if [ -s "$messages" ]; then
        echo "--- messages that arrived:"
        tail -n 40 "$messages"
    fi
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

require_free_ports() {
    for port; do
        if is_listening "$port"; then
            ss -ltnp "sport = :$port" || true
            fail "port $port is taken before the test begins"
        fi
    done
}

is_ready() { curl -fsS -m 2 -o /dev/null http://127.0.0.1:8080/readyz 2>/dev/null; }

# Messages end up in a file, one a line: topic, space, payload.
subscribe() {
    : >"$messages"
    eval "exec $(documented 'mosquitto_sub -h 127.0.0.1 -p 1883 -v') -q 1" >"$messages" &
    subscriber=$!
    expect "the retained status" '^rowcast/status online$'
    expect "the retained state of a sample order" '^orders/state/1 [{].*Ada Lovelace'
}

unsubscribe() {
    if [ -n "$subscriber" ]; then
        kill "$subscriber" 2>/dev/null || true
        wait "$subscriber" 2>/dev/null || true
        subscriber=
    fi
}

expect() { # WHAT REGEX
    within 15 grep -qE "$2" "$messages" || fail "$1 did not arrive: $2"
}

# Makes changes with the function sql (its arguments: one statement; its output: the result, bare) and expects them.
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
    curl -fsS -m 5 -o "$scratch/page" http://127.0.0.1:8080/ && grep -qi '<html' "$scratch/page" \
        || fail "there is no page on port 8080"
}
