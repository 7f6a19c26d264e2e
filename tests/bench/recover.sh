#!/usr/bin/env bash
# Times what is recovered of the 2020 report: weights, and 36 x 20 values with all their intervals.
# Usage: tests/bench/recover.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/../.."

program=${1:-build/dev/iiindex}
runs=5
TIMEFORMAT='%R s'

for what in weights values; do
    for _ in $(seq "$runs"); do
        printf 'recover %s: ' "$what"
        time "$program" recover "$what" data/2020-published.json -f csv >/dev/null
    done
done
