#include "engine/impute.hpp"

#include <algorithm>
#include <map>

namespace iiindex::detail {

std::vector<std::uint32_t> groups_of(const Imputation& imputation, const Dataset& data, const Period& period) {
    std::vector<std::uint32_t> groups(period.count, 0);
    if (imputation.method->looks == ImputationMethod::Looks::at_groups) {
        const Grouping* const found = data.units.find_grouping(imputation.group);
        std::copy_n(found->group_of.begin() + static_cast<std::ptrdiff_t>(period.first), period.count, groups.begin());
    }
    for (std::size_t unit = 0; unit < period.count; ++unit) {
        if (data.is_screened(period.first + unit)) groups[unit] = Grouping::ungrouped;
    }
    return groups;
}

std::vector<std::uint32_t> fill_gaps(std::span<double> column, std::span<const std::uint32_t> groups,
                                     const ImputationMethod& method) {
    std::map<std::uint32_t, std::vector<double>> members;
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (!is_missing(column[i]) && groups[i] != Grouping::ungrouped) members[groups[i]].push_back(column[i]);
    }
    std::map<std::uint32_t, double> centres;
    for (auto& [group, numbers] : members) centres[group] = method.centre->of(std::move(numbers));

    std::vector<std::uint32_t> filled;
    for (std::uint32_t i = 0; i < column.size(); ++i) {
        if (!is_missing(column[i])) continue;
        const auto found = centres.find(groups[i]);
        if (found == centres.end()) continue;
        column[i] = found->second;
        filled.push_back(i);
    }
    return filled;
}

}  // namespace iiindex::detail
