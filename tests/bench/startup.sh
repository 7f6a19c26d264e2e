#!/usr/bin/env bash
# What computing the 2020 index costs beside starting the program at all.
# usage: tests/bench/startup.sh [PROGRAM] [RUNS]
set -euo pipefail
cd "$(dirname "$0")/../.."

program=${1:-build/release/iiindex}
runs=${2:-200}

# Milliseconds a run, the mean of all.
mean_of() {
    local begin end
    begin=$(date +%s%N)
    for ((i = 0; i < runs; i++)); do "$@" > /dev/null; done
    end=$(date +%s%N)
    awk -v nanoseconds=$((end - begin)) -v runs="$runs" 'BEGIN { printf "%.2f", nanoseconds / runs / 1e6 }'
}

printf '%-36s %8s ms\n' "/bin/true" "$(mean_of /bin/true)"
printf '%-36s %8s ms\n' "iiindex --version" "$(mean_of "$program" --version)"
printf '%-36s %8s ms\n' "iiindex compute data/2020.json" "$(mean_of "$program" compute data/2020.json)"
