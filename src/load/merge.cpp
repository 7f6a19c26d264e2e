#include <iiindex/load.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "load/periods.hpp"
#include "load/table/labels.hpp"
#include "load/text.hpp"

namespace iiindex {

using namespace detail;

namespace {

bool same_node(const Node& a, const Node& b) {
    return a.code == b.code && a.parent == b.parent && a.indicator == b.indicator;
}

void check_same_index(const Input& first, const Input& other) {
    const auto& a = first.index.nodes;
    const auto& b = other.index.nodes;
    const auto [here, there] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same_node);
    if (here == a.end() && there == b.end() && first.index.denominators == other.index.denominators) return;
    const auto* code = there != b.end() ? &there->code : here != a.end() ? &here->code : nullptr;
    refuse(other.data.file,
           fmt::format("is for another index than '{}'{}", first.data.file,
                       code ? fmt::format(": they differ at '{}'", *code) : std::string()),
           "files that are read together are of one index");
}

void check_periods(const std::vector<Input>& inputs) {
    std::map<std::string_view, const Dataset*> seen;
    for (const auto& input : inputs) {
        for (const auto& period : input.data.periods) {
            if (period.label.empty()) {
                refuse(input.data.file, "states no period, and there are several files",
                       "add a column 'period', or \"period\" in JSON");
            }
            const auto [first, is_new] = seen.emplace(period.label, &input.data);
            if (is_new) continue;
            refuse(input.data.file,
                   fmt::format("period '{}' comes twice, first in '{}'", period.label, first->second->file));
        }
    }
}

/// Puts datasets one below the other.
class Stack {
public:
    explicit Stack(const std::vector<Input>& inputs) {
        const Dataset& first = inputs.front().data;
        for (const auto& input : inputs) rows_ += input.data.units.size();
        data_.origin = first.origin;
        data_.indicator_locations = first.indicator_locations;
        data_.published_digits = first.published_digits;
        data_.values = Columns::unwritten(rows_, first.values.columns());
        data_.denominators = Columns::unwritten(rows_, first.denominators.columns());
        for (const auto& input : inputs) same_origin_ = same_origin_ && input.data.origin == first.origin;
        if (!same_origin_) data_.origin = Origin::unstated;
    }

    void add(const Dataset& part) {
        append_text(data_.file, part.file, ", ");
        append_text(data_.note, part.note, " ");
        if (part.published_digits) {
            data_.published_digits =
                std::min(*part.published_digits, data_.published_digits.value_or(*part.published_digits));
        }
        for (const auto& period : part.periods) {
            period_of_.resize(period_of_.size() + period.count, static_cast<std::uint32_t>(labels_.size()));
            labels_.push_back(period.label);
        }
        add_columns(part);
        add_references(part);
        add_origins(part);
        for (const auto& grouping : part.units.groupings) add_grouping(grouping);
        add_units(part.units);
    }

    Dataset take() {
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            group_of_[i].resize(rows_, Grouping::ungrouped);
            data_.units.groupings.push_back({grouping_names_.texts()[i], groups_[i].texts(), std::move(group_of_[i])});
        }
        lay_out_periods(data_, labels_, period_of_);
        return std::move(data_);
    }

private:
    static void append_text(std::string& text, const std::string& more, std::string_view between) {
        if (!text.empty() && !more.empty()) text += between;
        text += more;
    }

    std::size_t first_row() const { return data_.units.size(); }

    void add_columns(const Dataset& part) {
        copy_columns(part.values, data_.values);
        copy_columns(part.denominators, data_.denominators);
    }

    void copy_columns(const Columns& from, Columns& to) const {
        for (std::size_t i = 0; i < from.columns(); ++i) {
            const auto column = from.column(i);
            std::copy(column.begin(), column.end(), to.column(i).subspan(first_row()).begin());
        }
    }

    void add_references(const Dataset& part) {
        for (auto published : part.published) {
            published.row += first_row();
            data_.published.push_back(std::move(published));
        }
        for (auto fact : part.facts) {
            for (auto& row : fact.units) row += first_row();
            data_.facts.push_back(std::move(fact));
        }
    }

    /// What holds for a whole input is written to its rows where the inputs differ.
    void add_origins(const Dataset& part) {
        for (const auto& [place, origin] : part.value_origins) {
            data_.value_origins[{place.first + first_row(), place.second}] = origin;
        }
        const Origin all = same_origin_ ? Origin::unstated : part.origin;
        if (all == Origin::unstated && part.row_origins.empty()) return;
        data_.row_origins.resize(rows_, Origin::unstated);
        for (std::size_t row = 0; row < part.units.size(); ++row) {
            const Origin own = part.row_origins.empty() ? Origin::unstated : part.row_origins[row];
            data_.row_origins[first_row() + row] = own == Origin::unstated ? all : own;
        }
    }

    void add_grouping(const Grouping& grouping) {
        const auto number = grouping_names_.number_of(grouping.name);
        groups_.resize(grouping_names_.size());
        group_of_.resize(grouping_names_.size());
        group_of_[number].resize(first_row(), Grouping::ungrouped);
        for (const auto group : grouping.group_of) {
            group_of_[number].push_back(
                group == Grouping::ungrouped ? group : groups_[number].number_of(grouping.groups[group]));
        }
    }

    void add_units(const Units& units) {
        const auto text_at = [](const TextColumn& texts, std::size_t row) {
            return texts.empty() ? std::string_view() : texts[row];
        };
        for (std::size_t row = 0; row < units.size(); ++row) {
            data_.units.names.push_back(text_at(units.names, row));
            data_.units.names_english.push_back(text_at(units.names_english, row));
            data_.units.codes.push_back(units.codes[row]);
        }
    }

    Dataset data_;
    std::size_t rows_ = 0;
    bool same_origin_ = true;
    std::vector<std::string> labels_;
    std::vector<std::uint32_t> period_of_;
    Labels grouping_names_;
    std::vector<Labels> groups_;
    std::vector<std::vector<std::uint32_t>> group_of_;
};

}  // namespace

Input merge(std::vector<Input> inputs) {
    if (inputs.size() == 1) return std::move(inputs.front());
    for (const auto& input : inputs) check_same_index(inputs.front(), input);
    check_periods(inputs);
    Stack stack(inputs);
    for (auto& input : inputs) {
        stack.add(input.data);
        input.data = {};  // so that one part at a time is held twice
    }
    return {std::move(inputs.front().index), stack.take()};
}

}  // namespace iiindex
