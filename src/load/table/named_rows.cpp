#include "load/table/named_rows.hpp"

#include <utility>

#include <iiindex/load.hpp>

#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// Every run of neighbouring pieces of a list with commas.
std::vector<std::string> all_joins(std::string_view list) {
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at <= list.size(); ++at) {
        if (at == list.size() || list[at] == ',') ends.push_back(at);
    }
    std::vector<std::string> joins;
    for (std::size_t first = 0; first < ends.size(); ++first) {
        const std::size_t begin = first == 0 ? 0 : ends[first - 1] + 1;
        for (std::size_t last = first; last < ends.size(); ++last) {
            joins.push_back(normal_form(list.substr(begin, ends[last] - begin)));
        }
    }
    joins.push_back(normal_form(list));
    return joins;
}

}  // namespace

NamedRows::NamedRows(const std::vector<std::string>& lists) {
    for (const std::string& list : lists) {
        for (std::string& name : all_joins(list)) names_.insert(std::move(name));
    }
}

NamedRows::NamedRows(const std::vector<std::string>& lists, const Units& units,
                     const std::vector<std::string>& others) {
    if (lists.empty()) return;
    const NamedRows possible(lists);
    std::unordered_set<std::string> there;
    const auto note = [&](std::string_view name) {
        if (possible.has(name)) there.insert(normal_form(name));
    };
    for (std::size_t row = 0; row < units.size(); ++row) {
        note(units.codes[row]);
        note(units.names.at_or_empty(row));
        note(units.names_english.at_or_empty(row));
    }
    for (const std::string& name : others) note(name);
    const auto is_there = [&](std::string_view name) { return there.contains(normal_form(name)); };
    for (const std::string& list : lists) {
        for (const std::string& name : split_names(list, is_there)) {
            if (!is_there(name)) absent_.push_back(name);
            names_.insert(normal_form(name));
        }
    }
}

bool NamedRows::has(std::string_view name) const {
    return !names_.empty() && !name.empty() && names_.contains(normal_form(name));
}

bool NamedRows::has(const Units& units, std::size_t row) const {
    return !names_.empty() &&
           (has(units.codes[row]) || has(units.names.at_or_empty(row)) || has(units.names_english.at_or_empty(row)));
}

}  // namespace iiindex::detail
