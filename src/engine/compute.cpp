#include <iiindex/compute.hpp>

#include <utility>

#include <iiindex/aggregate.hpp>
#include <iiindex/gaps.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "engine/evaluate.hpp"
#include "ground/catalogue.hpp"
#include "model/counted.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Refuses what no step can do: more nodes than can be told apart, a group that the dataset does not state,
/// more units or children than a method can compare.
void require_computable(const Index& index, const Dataset& data) {
    if (index.nodes.size() > Index::most_nodes) {
        throw InputError(Problem{.where = {index.file}, .what = said("more than {} nodes", Index::most_nodes)});
    }
    std::vector<Problem> problems;
    for (const Node& node : index.nodes) {
        const std::size_t most = node.is_indicator() ? 0 : node.aggregation.method->most_units;
        for (const Period& period : data.periods) {
            if (most == 0 || node.children.size() < 2 || period.count <= most) continue;
            problems.push_back(
                {.where = {data.file},
                 .what = said("'{}' by {} compares every two of {}, and {} are the most", node.code,
                              node.aggregation.method->name, counted_units(index, period.count, spoken()), most),
                 .remedy =
                     said("another method, such as normalisation by borda and the arithmetic mean, grows no faster "
                          "than the table")});
        }
        if (const auto* const method = method_overtaxed_by(node.children.size(), node.weighting)) {
            problems.push_back(
                {.where = {index.file},
                 .what = said("weights below '{}' by {} compare every two of {} children, and {} are the most",
                              node.code, method->name, node.children.size(), method->most_children),
                 .remedy =
                     said("groups of fewer children, or another weighting: entropy and standard-deviation grow no "
                          "faster than the table")});
        }
        const bool by_group = !node.is_indicator() && node.missing.kind == MissingRule::Kind::impute &&
                              node.missing.impute.method->looks == ImputationMethod::Looks::at_groups;
        const std::string& group = node.missing.impute.group;
        if (!by_group || data.units.find_grouping(group)) continue;
        problems.push_back({.where = {data.file},
                            .what = said("'{}' imputes by '{}', but no unit states that group", node.code, group),
                            .remedy = said("add a column 'group:{}'", group)});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

Result prepared(Index index, Dataset data) {
    Result result{.index = std::move(index), .data = std::move(data)};
    PreparationNotes notes = prepare(result.index, result.data);
    result.changes = std::move(notes.changes);
    result.treatments = std::move(notes.treatments);
    result.absences = std::move(notes.absences);
    return result;
}

}  // namespace

Result compute(Index index, Dataset data, const ComputeOptions& options) {
    require_computable(index, data);
    if (data.derivations.empty()) derive(index, data);
    const EmptyCells empty = empty_cells(index, data);
    Result result = prepared(std::move(index), std::move(data));
    fit_scales(result, options.scale);
    score(result, options.scale, options.depth.value_or(result.index.depth()), options.keep_values);
    result.gaps = find_gaps(result, empty);
    return result;
}

}  // namespace iiindex
