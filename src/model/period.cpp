#include <algorithm>
#include <memory>
#include <utility>

#include <iiindex/dataset.hpp>

#include "model/derive.hpp"
#include "model/part.hpp"

namespace iiindex::detail {
namespace {

TextColumn part_of(const TextColumn& texts, const Period& period) {
    TextColumn part;
    for (std::size_t row = period.first; row < period.end() && !texts.empty(); ++row) part.push_back(texts[row]);
    return part;
}

template <class T>
std::vector<T> part_of(const std::vector<T>& all, const Period& period) {
    if (all.empty()) return {};
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(period.first);
    return {first, first + static_cast<std::ptrdiff_t>(period.count)};
}

std::vector<Derivation> part_of(const std::vector<Derivation>& all, const Period& period) {
    std::vector<Derivation> part = all;
    for (Derivation& derivation : part) derivation.by_row = part_of(derivation.by_row, period);
    return part;
}

void put(const Columns& part, const Period& period, Columns& all) {
    for (std::size_t i = 0; i < part.columns(); ++i) {
        const auto from = part.column(i);
        std::copy(from.begin(), from.end(), all.column(i).subspan(period.first, period.count).begin());
    }
}

}  // namespace

Columns part_of(const Columns& columns, const Period& period) {
    if (columns.rows() == 0) return {};  // given up for its memory
    Columns part(period.count, columns.columns());
    for (std::size_t i = 0; i < columns.columns(); ++i) {
        const auto from = columns.column(i).subspan(period.first, period.count);
        std::copy(from.begin(), from.end(), part.column(i).begin());
    }
    return part;
}

Dataset part_of(const Dataset& all, const Period& period) {
    Dataset data{.file = all.file,
                 .note = all.note,
                 .origin = all.origin,
                 .periods = {Period{.label = period.label, .first = 0, .count = period.count}},
                 .units = {.codes = part_of(all.units.codes, period),
                           .names = part_of(all.units.names, period),
                           .names_english = part_of(all.units.names_english, period),
                           .groupings = all.units.groupings},
                 .values = part_of(all.values, period),
                 .inputs = part_of(all.inputs, period),
                 .screened = part_of(all.screened, period),
                 .reckoned = all.reckoned,
                 .row_origins = part_of(all.row_origins, period),
                 .indicator_locations = all.indicator_locations,
                 .derivations = part_of(all.derivations, period),
                 .underived = rows_of(all.underived, period)};
    for (Grouping& grouping : data.units.groupings) grouping.group_of = part_of(grouping.group_of, period);
    for (const auto& [place, origin] : all.value_origins) {
        const auto [row, indicator] = place;
        if (row >= period.first && row < period.end()) data.value_origins[{row - period.first, indicator}] = origin;
    }
    return data;
}

void derive_again(const Index& index, Dataset& data) {
    if (!data.whole) return derive(index, data);
    Dataset all = *data.whole;
    const auto period = std::find_if(all.periods.begin(), all.periods.end(),
                                     [&](const Period& one) { return one.label == data.periods.front().label; });
    put(data.values, *period, all.values);
    put(data.inputs, *period, all.inputs);
    derive(index, all);
    Dataset part = part_of(all, *period);
    data.values = std::move(part.values);
    data.derivations = std::move(part.derivations);
    data.underived = std::move(part.underived);
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

Input in_period(Input input, std::size_t number) {
    if (input.data.derivations.empty()) derive(input.index, input.data);
    if (input.data.periods.size() == 1) return input;
    const auto whole = std::make_shared<const Dataset>(std::move(input.data));
    Dataset data = part_of(*whole, whole->periods[number]);
    if (detail::looks_back(input.index)) data.whole = whole;
    Publication published = in_period(std::move(input.published), whole->periods[number]);
    return {std::move(input.index), std::move(data), std::move(published)};
}

Publication in_period(Publication published, const Period& period) {
    const auto is_outside = [&](std::size_t row) { return row < period.first || row >= period.end(); };
    std::erase_if(published.figures, [&](const Published& one) { return is_outside(one.row); });
    std::erase_if(published.facts,
                  [&](const Fact& fact) { return std::any_of(fact.units.begin(), fact.units.end(), is_outside); });
    for (Published& one : published.figures) one.row -= period.first;
    for (Fact& fact : published.facts) {
        for (auto& row : fact.units) row -= period.first;
    }
    return published;
}

}  // namespace iiindex
