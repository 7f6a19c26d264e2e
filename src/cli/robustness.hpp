#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/experts.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {

/// What the command line of `robustness` says.
struct RobustnessArguments {
    InputOptions input;
    OutputOptions output;
    std::vector<std::string> parts;
    std::string by;
    std::string period;
    double weights = 0.25;
    std::vector<std::string> normalise;
    std::vector<std::string> aggregate;
    std::vector<std::string> missing;
    bool leave_out = true;
    std::vector<std::string> noise;
    std::uint64_t replicates = 10000;
    std::uint64_t seed = 1;
    std::size_t top = 10;
    std::optional<std::size_t> threads;
    std::string raw;
    std::string shard;
    bool sensitivity = false;
    ExpertOptions experts;
    bool one_expert = false;
    bool exact = false;
    bool recovered = false;
};

/// With --exact: shows the ranks that each unit can have by any of the weights thought possible, drawing nothing.
ExitCode decide_ranks(const RobustnessArguments& options, Environment& environment);

}  // namespace iiindex::cli
