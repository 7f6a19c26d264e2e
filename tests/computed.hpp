#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>

namespace iiindex {

/// An index of the children given as JSON; `keys` are further ones of the root, each with a comma after it.
inline Index index_of(const std::string& children, const std::string& keys = {}) {
    return load_index({"i.json", R"({"format": "iiindex/index/1", "code": "total", "name": "Total", )" + keys +
                                     R"("children": [)" + children + "]}"})
        .value;
}

inline Dataset data_of(const Index& index, const std::string& csv) {
    return load_dataset({"d.csv", csv}, index).value.data;
}

inline Result computed(const Index& index, const std::string& csv, const ComputeOptions& options = {}) {
    return compute(index, data_of(index, csv), options);
}

using Scores = std::vector<std::optional<double>>;

inline constexpr std::nullopt_t none = std::nullopt;

/// A node's scores, a row each.
inline Scores scores(const Result& result, std::string_view node = "total") {
    Scores all;
    for (const double score : result.scores_of(*result.index.find(node))) all.push_back(as_optional(score));
    return all;
}

/// An indicator's values after preparing, a row each.
inline Scores values(const Result& result, std::string_view node) {
    Scores all;
    const auto indicator = result.index.nodes[*result.index.find(node)].indicator;
    for (const double value : result.data.values.column(*indicator)) all.push_back(as_optional(value));
    return all;
}

/// Why a unit has no score at a node, if it is said.
inline std::optional<Reason> reason(const Result& result, std::size_t row, std::string_view node = "total") {
    for (const Absence& absence : result.absences) {
        if (absence.row == row && absence.node == *result.index.find(node)) return absence.reason;
    }
    return std::nullopt;
}

}  // namespace iiindex
