#include <iiindex/compute.hpp>

#include <utility>

#include <fmt/format.h>

#include <iiindex/gaps.hpp>
#include <iiindex/prepare.hpp>

#include "engine/evaluate.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Refuses what no step can do: more nodes than can be told apart, a group that the dataset does not state.
void require_computable(const Index& index, const Dataset& data) {
    if (index.nodes.size() > Index::most_nodes) {
        throw InputError(Problem{.where = {index.file}, .what = fmt::format("more than {} nodes", Index::most_nodes)});
    }
    std::vector<Problem> problems;
    for (const Node& node : index.nodes) {
        const bool by_group = !node.is_indicator() && node.missing.kind == MissingRule::Kind::impute &&
                              node.missing.impute.method->looks == ImputationMethod::Looks::at_groups;
        const std::string& group = node.missing.impute.group;
        if (!by_group || data.units.find_grouping(group)) continue;
        problems.push_back(
            {.where = {data.file},
             .what = fmt::format("'{}' imputes by '{}', but no unit states that group", node.code, group),
             .remedy = fmt::format("add a column 'group:{}'", group)});
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
    const std::vector<EmptyCell> empty = empty_cells(index, data);
    Result result = prepared(std::move(index), std::move(data));
    fit_scales(result, options.scale);
    score(result, options.scale, options.depth.value_or(result.index.depth()));
    result.gaps = find_gaps(result, empty);
    return result;
}

}  // namespace iiindex
