#include <iiindex/prepare.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "engine/impute.hpp"
#include "engine/precision.hpp"
#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// What preparing works on, and what it leaves behind.
struct Work {
    const Index& index;
    Dataset& data;
    PreparationNotes notes;

    std::span<double> column(std::size_t indicator, const Period& period) {
        return data.values.column(indicator).subspan(period.first, period.count);
    }

    void note(std::size_t row, std::size_t indicator, Origin origin, double before, double after,
              std::string_view rule) {
        data.reckoned[indicator] = 1;
        notes.changes.push_back({.row = static_cast<std::uint32_t>(row),
                                 .node = static_cast<std::uint16_t>(index.indicators[indicator]),
                                 .of = Change::Of::value,
                                 .origin = origin,
                                 .before = as_optional(before),
                                 .after = after,
                                 .rule = rule});
    }
};

void divide_by_denominators(Work& work) {
    for (std::size_t i = 0; i < work.index.indicators.size(); ++i) {
        const std::size_t node = work.index.indicators[i];
        const std::string& name = work.index.nodes[node].denominator;
        if (name.empty()) continue;
        work.data.reckoned[i] = 1;
        const auto denominators = work.data.inputs.column(*work.index.find_input(name));
        const auto values = work.data.values.column(i);
        for (std::size_t row = 0; row < values.size(); ++row) {
            if (is_missing(values[row])) continue;
            values[row] /= denominators[row];
            if (std::isfinite(values[row])) continue;
            values[row] = missing;
            work.notes.absences.push_back({.row = static_cast<std::uint32_t>(row),
                                           .node = static_cast<std::uint16_t>(node),
                                           .reason = Reason::no_denominator});
        }
    }
}

void require_grouping(const Work& work, const Imputation& imputation) {
    if (work.data.units.find_grouping(imputation.group)) return;
    throw InputError(Problem{
        .where = {work.data.file},
        .what = said("'{}' goes by '{}', but no unit states that group", imputation.method->name, imputation.group),
        .remedy = said("add a column 'group:{}'", imputation.group)});
}

/// The groups of those that get values of others, which a unit that has none of its own does not.
std::vector<std::uint32_t> groups_with_values(const Imputation& imputation, const Dataset& data, const Period& period) {
    auto groups = groups_of(imputation, data, period);
    for (std::size_t unit = 0; unit < period.count; ++unit) {
        if (is_empty_row(data.values, period.first + unit)) groups[unit] = Grouping::ungrouped;
    }
    return groups;
}

void impute_columns(Work& work, const Imputation& imputation) {
    for (const Period& period : work.data.periods) {
        const auto groups = groups_with_values(imputation, work.data, period);
        for (std::size_t i = 0; i < work.index.indicators.size(); ++i) {
            const auto column = work.column(i, period);
            for (const std::uint32_t unit : fill_gaps(column, groups, *imputation.method)) {
                work.note(period.first + unit, i, Origin::imputed, missing, column[unit], imputation.method->name);
            }
        }
    }
}

/// The line that carries an indicator's values of a period to 0 (worst) and 1 (best).
std::optional<Scale> unit_scale(std::span<const double> column, Direction direction, Lost lost) {
    double least = missing, most = missing;
    for (const double x : column) {
        if (is_missing(x)) continue;
        least = is_missing(least) ? x : std::min(least, x);
        most = is_missing(most) ? x : std::max(most, x);
    }
    if (is_missing(least) || is_same(least, most, lost) || !std::isfinite(most - least)) return std::nullopt;
    if (direction == Direction::negative) std::swap(least, most);
    return Scale{.from = least, .span = most - least};
}

/// Puts in, for what a unit lacks, its mean over the sibling indicators, all scaled to 0-1.
void impute_rows(Work& work, const Period& period, std::span<const std::size_t> siblings,
                 const ImputationMethod& method) {
    std::vector<std::optional<Scale>> scales;
    for (const std::size_t i : siblings) {
        scales.push_back(unit_scale(work.column(i, period), work.index.nodes[work.index.indicators[i]].direction,
                                    lost_by_values(work.data, i)));
    }
    for (std::size_t unit = 0; unit < period.count; ++unit) {
        if (work.data.is_screened(period.first + unit)) continue;
        double sum = 0;
        std::size_t there = 0;
        for (std::size_t s = 0; s < siblings.size(); ++s) {
            const double value = work.column(siblings[s], period)[unit];
            if (is_missing(value) || !scales[s]) continue;
            sum += (value - scales[s]->from) / scales[s]->span;
            ++there;
        }
        if (there == 0) continue;
        for (std::size_t s = 0; s < siblings.size(); ++s) {
            double& value = work.column(siblings[s], period)[unit];
            if (!is_missing(value) || !scales[s]) continue;
            value = scales[s]->from + sum / static_cast<double>(there) * scales[s]->span;
            work.note(period.first + unit, siblings[s], Origin::imputed, missing, value, method.name);
        }
    }
}

void impute_all_rows(Work& work, const ImputationMethod& method) {
    for (const Node& node : work.index.nodes) {
        std::vector<std::size_t> siblings;
        for (const std::size_t child : node.children) {
            if (work.index.nodes[child].is_indicator()) siblings.push_back(*work.index.nodes[child].indicator);
        }
        if (siblings.empty()) continue;
        for (const Period& period : work.data.periods) impute_rows(work, period, siblings, method);
    }
}

double time_of(const Work& work, const Period& period) {
    if (const auto time = period_number(period.label)) return static_cast<double>(*time);
    throw InputError(
        Problem{.where = {work.data.file},
                .what = said("period '{}' is no whole number, so nothing can be put in between periods", period.label),
                .remedy = said("name the periods by year, or choose another imputation")});
}

/// A unit's rows, period by period.
using Rows = std::vector<std::size_t>;

std::vector<Rows> rows_by_unit(const Dataset& data) {
    std::unordered_map<std::string_view, std::size_t> places;
    std::vector<Rows> rows;
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        const auto [place, is_new] = places.try_emplace(data.units.codes[row], rows.size());
        if (is_new) rows.emplace_back();
        rows[place->second].push_back(row);
    }
    return rows;
}

void impute_over_periods(Work& work, const ImputationMethod& method) {
    using Known = ImputationMethod::Known;
    std::vector<double> time_of_row(work.data.units.size());
    for (const Period& period : work.data.periods) {
        std::fill_n(time_of_row.begin() + static_cast<std::ptrdiff_t>(period.first), period.count,
                    time_of(work, period));
    }
    for (const Rows& rows : rows_by_unit(work.data)) {
        for (std::size_t i = 0; i < work.index.indicators.size(); ++i) {
            const auto column = work.data.values.column(i);
            std::vector<Known> known;
            for (const std::size_t row : rows) {
                if (!is_missing(column[row])) known.push_back({time_of_row[row], column[row]});
            }
            for (const std::size_t row : rows) {
                if (!is_missing(column[row]) || work.data.is_screened(row)) continue;
                const auto after =
                    std::find_if(known.begin(), known.end(), [&](const Known& k) { return k.time > time_of_row[row]; });
                const double value = method.between(time_of_row[row], after == known.begin() ? nullptr : &*(after - 1),
                                                    after == known.end() ? nullptr : &*after);
                if (is_missing(value)) continue;
                column[row] = value;
                work.note(row, i, Origin::imputed, missing, value, method.name);
            }
        }
    }
}

void take(Work& work, const Imputation& imputation) {
    switch (imputation.method->looks) {
        case ImputationMethod::Looks::at_groups: require_grouping(work, imputation); [[fallthrough]];
        case ImputationMethod::Looks::at_column: impute_columns(work, imputation); break;
        case ImputationMethod::Looks::at_row: impute_all_rows(work, *imputation.method); break;
        case ImputationMethod::Looks::at_periods: impute_over_periods(work, *imputation.method); break;
    }
}

void take(Work& work, const Screening& screening) {
    const std::size_t indicators = work.index.indicators.size();
    work.data.screened.resize(work.data.units.size(), 0);
    for (std::size_t row = 0; row < work.data.units.size(); ++row) {
        std::size_t there = 0;
        for (std::size_t i = 0; i < indicators; ++i) there += is_missing(work.data.values.column(i)[row]) ? 0u : 1u;
        const double share = static_cast<double>(there) / static_cast<double>(indicators);
        if (share >= screening.at_least - 1e-12 || work.data.screened[row] != 0) continue;
        work.data.screened[row] = 1;
        for (std::size_t i = 0; i < indicators; ++i) work.data.values.column(i)[row] = missing;
        work.notes.absences.push_back(
            {.row = static_cast<std::uint32_t>(row), .node = 0, .reason = Reason::screened_out});
    }
}

/// What a treated value went through.
std::string_view treatment_rule(const TreatmentReport& report, const Treatment& treatment) {
    return report.reshaped_skewness ? treatment.then->name : "winsorised";
}

void take(Work& work, const Treatment& treatment) {
    for (std::size_t p = 0; p < work.data.periods.size(); ++p) {
        const Period& period = work.data.periods[p];
        for (std::size_t i = 0; i < work.index.indicators.size(); ++i) {
            const auto column = work.column(i, period);
            const std::vector<double> before(column.begin(), column.end());
            TreatmentReport report = treat(column, treatment);
            report.period = static_cast<std::uint32_t>(p);
            report.indicator = static_cast<std::uint16_t>(i);
            work.notes.treatments.push_back(report);
            for (std::size_t unit = 0; unit < before.size(); ++unit) {
                if (is_missing(before[unit]) || before[unit] == column[unit]) continue;
                work.note(period.first + unit, i, Origin::treated, before[unit], column[unit],
                          treatment_rule(report, treatment));
            }
        }
    }
}

/// Keeps units of which nothing at all was measured out of the imputation of scores: none is made up for them.
void leave_out_unmeasured(Dataset& data) {
    const auto unmeasured = [&](std::size_t first, std::size_t last) {
        std::vector<std::size_t> rows;
        for (std::size_t row = first; row < last; ++row) {
            if (is_empty_row(data.values, row)) rows.push_back(row);
        }
        return rows;
    };
    for (const std::size_t row : list_blocks<std::size_t>(data.units.size(), unmeasured)) {
        data.screened.resize(data.units.size(), 0);
        data.screened[row] = 1;
    }
}

}  // namespace

PreparationNotes prepare(const Index& index, Dataset& data) {
    if (data.derivations.empty()) derive(index, data);
    Work work{.index = index, .data = data, .notes = {}};
    work.notes.absences = data.underived;
    data.reckoned.assign(index.indicators.size(), 0);
    divide_by_denominators(work);
    for (const PrepareStep& step : index.prepare) {
        std::visit([&](const auto& what) { take(work, what); }, step);
    }
    leave_out_unmeasured(data);
    return std::move(work.notes);
}

}  // namespace iiindex
