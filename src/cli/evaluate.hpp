#pragma once

#include <optional>
#include <string>
#include <vector>

#include <iiindex/change.hpp>
#include <iiindex/compute.hpp>

#include "cli/method_options.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {

/// What a command reads that computes one file before it looks at the scores.
struct EvaluationOptions {
    InputOptions input;
    MethodOptions method;
    std::string period;  ///< empty: the last one
};

/// A file as loaded and as computed, with the scores of all nodes.
struct Evaluation {
    Input input;
    std::optional<Dataset> reference;
    bool pooled = false;
    Result result;

    ComputeOptions options() const {
        return {.scale = {.pooled = pooled, .reference = reference ? &*reference : nullptr}, .depth = {}};
    }
};

void add_evaluation_options(Syntax& syntax, EvaluationOptions& options);

Evaluation evaluate(EvaluationOptions options, Environment& environment);

/// What moved at a node since the year before: the last period of the file `previous`, or the one before where it has
/// the same year; without a file the period before. Throws UsageError where that is of another index.
Changes changes_since(const std::string& previous, const InputOptions& options, const Input& now, std::size_t period,
                      std::size_t node, Environment& environment);

/// A unit's row in a period, by code, either name or a part that only its have. Throws UsageError with the nearest, or
/// with all units that it may be.
std::size_t row_of(const Dataset& data, const Period& period, const std::string& name);

/// Adds what a name means to what other names meant. Throws UsageError where that is there already.
void add_once(std::vector<std::size_t>& places, std::size_t place, const std::string& name);

/// The units in a list with commas, some of which may be of their names.
std::vector<std::string> units_in(const Dataset& data, const Period& period, const std::string& list);

/// The same of a unit that must have a score at a node; throws InputError that says why it has none.
std::size_t scored_row_of(const Result& result, const Period& period, const std::string& name, std::size_t node,
                          Language language);

}  // namespace iiindex::cli
