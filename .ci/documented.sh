# shellcheck shell=bash
# The README's commands, for the tests that run them; sourced. What was taken is noted in the file $DOCUMENTED, if there is one.

# sh_lines FILE: the commands of its sh blocks, one a line, without comments.
sh_lines() {
    awk '/^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$1" | sed -E 's/[[:space:]]+#[[:space:]].*$//; /^[[:space:]]*(#|$)/d'
}

# documented PREFIX: the README's one command that begins so. Fails if there is none, or more than one.
documented() {
    local found
    found=$(sh_lines README.md | awk -v prefix="$1" 'index($0, prefix) == 1')
    if [ -z "$found" ] || [ "$(wc -l <<<"$found")" -ne 1 ]; then
        echo "the README has not one command that begins with: $1" >&2
        return 1
    fi
    printf '%s\n' "$found" | tee -a "${DOCUMENTED:-/dev/null}"
}

# never_run FILE: the README's commands that are not noted in FILE.
never_run() {
    sh_lines README.md | grep -vxFf "$1" || true
}
