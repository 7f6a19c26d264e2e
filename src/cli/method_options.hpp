#pragma once

#include <optional>
#include <string>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>

#include "cli/options.hpp"

namespace iiindex::cli {

/// Settings of the method that override the index's for one run.
struct MethodOptions {
    std::string normalise;
    std::string range;
    std::string aggregate;
    std::string missing;
    std::vector<std::string> prepare;  ///< steps as JSON, or short: "impute=mean", "screen=0.9", "treat"
    std::string weights;               ///< "given", a weighting method, or a file
    std::string reference;             ///< a dataset whose values make the scale
    bool pooled = false;
};

void add_method_options(Syntax& syntax, MethodOptions& options);

/// The overriding settings as the JSON of a node; empty if there are none. Throws UsageError.
std::string settings_of(const MethodOptions& options);

/// The index, loaded under settings_of(options), with what they do not say: the weights of a file, and no tiers
/// where scores come out on another scale than their cuts are for. Says on err, unless quiet, in what the run departs
/// from the index file. Throws UsageError for --weights that are neither a method nor a file.
Index with_method(Index index, const MethodOptions& options, Environment& environment);

/// The dataset of --reference, if given. Throws UsageError if it has several periods.
std::optional<Dataset> load_reference(const MethodOptions& options, const InputOptions& input, const Index& index,
                                      Environment& environment);

}  // namespace iiindex::cli
