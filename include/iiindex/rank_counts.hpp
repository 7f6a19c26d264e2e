#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/origins.hpp>
#include <iiindex/rank.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Something that was varied.
struct UncertainInput {
    std::string name;                  ///< "weights-1" (by level), "normalisation", "aggregation", "missing", ...
    std::vector<std::string> choices;  ///< where it is a choice; else what was done: "±25 %"
};

/// The ranks of one unit. Counts are exact, so that those of parts of a run add up to those of the whole.
struct UnitRanks {
    std::string code;
    Name name;
    Rank rank = 0;         ///< by the index as it is
    std::size_t tier = 0;  ///< from 1; 0 where the node has none
    double score = 0;
    std::vector<std::uint32_t> count;  ///< of replicates, by rank; [0]: those in which it had none
    std::vector<std::uint32_t> tiers;  ///< of replicates, by tier
    std::uint64_t ahead = 0;           ///< twice the replicates in which it is ahead of the next unit, once each tie
};

/// How often each unit had each rank over the replicates of a run or of a part of one.
struct Robustness {
    std::string index_code;
    Name index_name;
    std::string by_code;
    Name by_name;
    std::string period;
    Origins origins;
    std::uint64_t seed = 0;
    std::uint64_t replicates = 0;  ///< of the whole run
    std::uint64_t first = 0;       ///< the part of it that this is
    std::uint64_t last = 0;
    std::vector<UncertainInput> inputs;
    std::vector<Name> tiers;       ///< best first; empty where the node has none
    std::vector<UnitRanks> units;  ///< those with a score, best first
    std::vector<Rank> ranks;       ///< if kept: a replicate after the other, a rank a unit
    bool nothing_missing = false;  ///< so that the rule for what is missing was not varied

    std::uint64_t size() const { return last - first; }
};

}  // namespace iiindex
