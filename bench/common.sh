# shellcheck shell=bash
# What the measurements share; sourced. Goes to the checkout, and builds it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Where the database may be the demo's MariaDB.
class_path="bench/target/classes:app/target/rowcast.jar:app/target/demo-lib/*"

build() { # MODULE...: besides bench; bench/peers among them
    mvn -q -B -Ppeers -Dmaven.test.skip=true -Dspotless.check.skip=true package -pl "$(IFS=,; echo "bench${*:+,$*}")" -am
}

commit() { git describe --always --dirty 2>/dev/null || echo unknown; }
