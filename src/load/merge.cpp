#include <iiindex/load.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/identity.hpp"
#include "load/note.hpp"
#include "load/periods.hpp"
#include "load/same_index.hpp"
#include "load/table/labels.hpp"
#include "load/text.hpp"
#include "load/wording.hpp"

namespace iiindex {

using namespace detail;

namespace {

bool same_place(const Node& a, const Node& b) {
    return a.code == b.code && a.parent == b.parent && a.indicator == b.indicator;
}

// What settings are, member by member. Bindings name every member of a type, so that one which is added is not
// forgotten here.

template <class T>
const T& members(const T& plain) {
    return plain;
}
auto members(const Range& range) {
    const auto& [low, high] = range;
    return std::tuple(low, high);
}
auto members(const Goalposts& goalposts) {
    const auto& [worst, best] = goalposts;
    return std::tuple(worst, best);
}
auto members(const Optimum& optimum) {
    const auto& [low, high, worst_distance] = optimum;
    return std::tuple(low, high, worst_distance);
}
auto members(const Imputation& imputation) {
    const auto& [method, group] = imputation;
    return std::tuple(method, group);
}
auto members(const Coverage& coverage) {
    const auto& [of, at_least] = coverage;
    return std::tuple(of, at_least);
}
auto members(const Tiers& tiers) {
    const auto& [cuts, names] = tiers;
    return std::tuple(cuts, names.size());
}
auto members(const Weighting& weighting) { return weighting; }
auto members(const Normalisation& normalisation) {
    const auto& [method, range, mean, sd, ties, reference_unit, divisor] = normalisation;
    return std::tuple(method, members(range), mean, sd, ties, reference_unit, divisor);
}
auto members(const MissingRule& missing) {
    const auto& [kind, impute] = missing;
    return std::tuple(kind, members(impute));
}
auto members(const Screening& screening) {
    const auto& [at_least] = screening;
    return at_least;
}
auto members(const Treatment& treatment) {
    const auto& [skewness, kurtosis, winsorise, then] = treatment;
    return std::tuple(skewness, kurtosis, winsorise, then);
}
std::string members(const Expression& formula) { return to_string(formula); }
template <class T>
auto members(const std::optional<T>& optional) {
    return optional ? std::optional(members(*optional)) : std::nullopt;
}
auto members(const Aggregation& aggregation) {
    const auto& [method, exponent, inverted, on, penalty, divisor, distinguishing, shares, formula] = aggregation;
    return std::tuple(method, exponent, inverted, members(on), penalty, divisor, distinguishing, members(shares),
                      members(formula));
}

bool same_step(const PrepareStep& a, const PrepareStep& b) {
    return std::visit(
        [](const auto& left, const auto& right) {
            if constexpr (std::is_same_v<decltype(left), decltype(right)>) return members(left) == members(right);
            return false;
        },
        a, b);
}

template <class T>
struct Setting {
    std::string_view key;  ///< of the index file
    T value;
};
template <class T>
Setting(std::string_view, T) -> Setting<T>;  // clang 14 does not find it by itself

/// What of a node has a part in its scores, or says what they are of. Names and origins have none.
auto settings_of(const Node& node) {
    const auto& [code, name, weight, weight_origin, direction, measure, transform, goalposts, quantiles, best_at,
                 target, cap, denominator, formula, normalisation, aggregation, missing, coverage, rescale, weighting,
                 round, tiers, parent, children, level, indicator] = node;
    return std::tuple(
        Setting{"weight", weight}, Setting{"direction", direction}, Setting{"measure", measure},
        Setting{"transform", transform}, Setting{"goalposts", std::tuple(members(goalposts), members(quantiles))},
        Setting{"best_at", members(best_at)}, Setting{"target", target}, Setting{"cap", cap},
        Setting{"denominator", denominator}, Setting{"formula", members(formula)},
        Setting{"normalisation", members(normalisation)}, Setting{"aggregation", members(aggregation)},
        Setting{"missing", members(missing)}, Setting{"coverage", members(coverage)}, Setting{"rescale", rescale},
        Setting{"weighting", members(weighting)}, Setting{"round", round}, Setting{"tiers", members(tiers)});
}

template <class... Values>
std::vector<std::string_view> keys_that_differ(const std::tuple<Setting<Values>...>& a,
                                               const std::tuple<Setting<Values>...>& b) {
    std::vector<std::string_view> keys;
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        ((std::get<i>(a).value == std::get<i>(b).value ? void() : keys.push_back(std::get<i>(a).key)), ...);
    }
    (std::index_sequence_for<Values...>());
    return keys;
}

/// Drops what a node has from its parent, where it is told already.
void drop_inherited(std::vector<std::string_view>& keys, const std::vector<std::string_view>& of_parent) {
    constexpr std::array<std::string_view, 4> inherited = {"normalisation", "aggregation", "missing", "weighting"};
    std::erase_if(keys, [&](std::string_view key) {
        return std::find(inherited.begin(), inherited.end(), key) != inherited.end() &&
               std::find(of_parent.begin(), of_parent.end(), key) != of_parent.end();
    });
}

std::string differing(std::vector<std::string_view> keys, const Node& a, const Node& b) {
    std::string text;
    if (keys.front() == "weight") {
        text = said("weight of '{}' is {}, there {}", a.code, shortest(b.weight), shortest(a.weight));
        keys.erase(keys.begin());
    }
    if (keys.empty()) return text;
    const std::string others = keys.size() == 1 ? said("{} of '{}' differs", enumerated(keys), a.code)
                                                : said("{} of '{}' differ", enumerated(keys), a.code);
    return text.empty() ? others : said("{}; {}", text, others);
}

/// In what two indices of the same nodes differ, a text a node.
std::vector<std::string> differences(const Index& a, const Index& b) {
    std::vector<std::string> found;
    const bool has_same_steps =
        std::equal(a.prepare.begin(), a.prepare.end(), b.prepare.begin(), b.prepare.end(), same_step);
    if (!has_same_steps) found.push_back(said("'prepare' differs"));
    std::vector<std::vector<std::string_view>> keys(a.nodes.size());
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
        keys[i] = keys_that_differ(settings_of(a.nodes[i]), settings_of(b.nodes[i]));
        std::vector<std::string_view> own = keys[i];
        if (i > 0) drop_inherited(own, keys[a.nodes[i].parent]);
        if (!own.empty()) found.push_back(differing(std::move(own), a.nodes[i], b.nodes[i]));
    }
    return found;
}

void check_same_index(const Input& first, const Input& other) {
    const auto& a = first.index.nodes;
    const auto& b = other.index.nodes;
    const std::string remedy = said("files that are read together are of one index");
    const auto [here, there] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same_place);
    if (here != a.end() || there != b.end()) {
        const std::string& code = there != b.end() ? there->code : here->code;
        refuse(other.data.file, said("is for another index than '{}': they differ at '{}'", first.data.file, code),
               remedy);
    }
    std::vector<Problem> problems;
    for (const std::string& difference : differences(first.index, other.index)) {
        problems.push_back({.where = {other.data.file},
                            .what = said("is for another index than '{}': {}", first.data.file, difference),
                            .remedy = problems.empty() ? remedy : std::string()});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

void check_periods(const std::vector<Input>& inputs) {
    std::map<std::string_view, const Dataset*> seen;
    for (const auto& input : inputs) {
        for (const auto& period : input.data.periods) {
            if (period.label.empty()) {
                refuse(input.data.file, said("states no period, and there are several files"),
                       said("add a column 'period', or \"period\" in JSON"));
            }
            const auto [first, is_new] = seen.emplace(period.label, &input.data);
            if (is_new) continue;
            refuse(input.data.file, said("period '{}' comes twice, first in '{}'", period.label, first->second->file));
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
        published_.digits = inputs.front().published.digits;
        data_.values = Columns::unwritten(rows_, first.values.columns());
        data_.inputs = Columns::unwritten(rows_, first.inputs.columns());
        for (const auto& input : inputs) same_origin_ = same_origin_ && input.data.origin == first.origin;
        if (!same_origin_) data_.origin = Origin::unstated;
    }

    void add(const Input& input) {
        const Dataset& part = input.data;
        append_text(data_.file, part.file, ", ");
        append_note(data_.note, part.note);
        for (const auto& period : part.periods) {
            period_of_.resize(period_of_.size() + period.count, static_cast<std::uint32_t>(labels_.size()));
            labels_.push_back(period.label);
        }
        add_columns(part);
        add_published(input.published);
        add_origins(part);
        for (const auto& grouping : part.units.groupings) add_grouping(grouping);
        add_units(part.units);
    }

    Input take(Index index) {
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            group_of_[i].resize(rows_, Grouping::ungrouped);
            data_.units.groupings.push_back({grouping_names_.texts()[i], groups_[i].texts(), std::move(group_of_[i])});
        }
        lay_out_periods(data_, labels_, period_of_, {}, published_);
        return {std::move(index), std::move(data_), std::move(published_)};
    }

private:
    static void append_text(std::string& text, const std::string& more, std::string_view between) {
        if (!text.empty() && !more.empty()) text += between;
        text += more;
    }

    std::size_t first_row() const { return data_.units.size(); }

    void add_columns(const Dataset& part) {
        copy_columns(part.values, data_.values);
        copy_columns(part.inputs, data_.inputs);
    }

    void copy_columns(const Columns& from, Columns& to) const {
        for (std::size_t i = 0; i < from.columns(); ++i) {
            const auto column = from.column(i);
            std::copy(column.begin(), column.end(), to.column(i).subspan(first_row()).begin());
        }
    }

    void add_published(const Publication& part) {
        if (part.digits) published_.digits = std::min(*part.digits, published_.digits.value_or(*part.digits));
        for (auto figure : part.figures) {
            figure.row += first_row();
            published_.figures.push_back(std::move(figure));
        }
        for (auto fact : part.facts) {
            for (auto& row : fact.units) row += first_row();
            published_.facts.push_back(std::move(fact));
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
        for (std::size_t row = 0; row < units.size(); ++row) {
            data_.units.names.push_back(units.names.at_or_empty(row));
            data_.units.names_english.push_back(units.names_english.at_or_empty(row));
            data_.units.codes.push_back(units.codes[row]);
        }
    }

    Dataset data_;
    Publication published_;
    std::size_t rows_ = 0;
    bool same_origin_ = true;
    std::vector<std::string> labels_;
    std::vector<std::uint32_t> period_of_;
    Labels grouping_names_;
    std::vector<Labels> groups_;
    std::vector<std::vector<std::uint32_t>> group_of_;
};

/// Several inputs as one, their units matched.
Input stacked(std::vector<Input> inputs, std::vector<Problem>* warnings) {
    for (const auto& input : inputs) check_same_index(inputs.front(), input);
    check_periods(inputs);
    for (std::size_t i = 1; i < inputs.size(); ++i) {
        const std::vector<Problem> said = match_units(inputs[i - 1].data, inputs[i].data);
        if (warnings != nullptr) warnings->insert(warnings->end(), said.begin(), said.end());
    }
    Stack stack(inputs);
    for (auto& input : inputs) {
        stack.add(input);
        input.data = {};  // so that one part at a time is held twice
    }
    return stack.take(std::move(inputs.front().index));
}

/// With the values that formulas make of all periods.
Input with_derived(Input input) {
    derive(input.index, input.data);
    return input;
}

}  // namespace

bool detail::is_same_index(const Index& a, const Index& b) {
    const bool has_same_nodes = std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), same_place);
    return has_same_nodes && differences(a, b).empty();
}

Input merge(std::vector<Input> inputs, std::vector<Problem>* warnings) {
    Input whole = inputs.size() == 1 ? std::move(inputs.front()) : stacked(std::move(inputs), warnings);
    if (warnings != nullptr) {
        for (const auto& said : {renamed_units(whole.data), parted_years(whole.data)})
            warnings->insert(warnings->end(), said.begin(), said.end());
    }
    return with_derived(std::move(whole));
}

}  // namespace iiindex
