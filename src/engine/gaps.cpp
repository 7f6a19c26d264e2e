#include <iiindex/gaps.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include <iiindex/named.hpp>
#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"
#include "text/commas.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t units_named = 10;

std::uint64_t key(std::uint32_t row, std::size_t node) { return std::uint64_t{row} << 16 | node; }

std::uint64_t key_of(const auto& at) { return key(at.row, at.node); }

/// What lies in the rows [first, last) of a list that is sorted by row.
template <class At>
std::span<const At> of_rows(std::span<const At> sorted, std::size_t first, std::size_t last) {
    const auto from = [sorted](std::size_t row) {
        return std::partition_point(sorted.begin(), sorted.end(), [row](const At& at) { return at.row < row; });
    };
    return {from(first), from(last)};
}

template <class At>
std::span<const At> of_row(std::span<const At> sorted, std::size_t row) {
    return of_rows(sorted, row, row + 1);
}

/// Calls work(gaps) for each row's gaps in turn.
template <class Gaps, class Work>
void for_each_row(Gaps gaps, const Work& work) {
    while (!gaps.empty()) {
        const auto same = [row = gaps.front().row](const Gap& gap) { return gap.row == row; };
        const auto count = static_cast<std::size_t>(std::find_if_not(gaps.begin(), gaps.end(), same) - gaps.begin());
        work(gaps.first(count));
        gaps = gaps.subspan(count);
    }
}

bool holds(const auto& places, std::size_t node) {
    return std::any_of(places.begin(), places.end(), [node](const auto& at) { return at.node == node; });
}

/// The reasons of all that has none, by row and node.
std::vector<Absence> by_row(std::vector<Absence> absences) {
    std::sort(absences.begin(), absences.end(),
              [](const Absence& a, const Absence& b) { return key_of(a) < key_of(b); });
    return absences;
}

/// The gaps of a block of rows, by row and node, before it is known what was done about them.
std::vector<Gap> gaps_of(const Index& index, std::span<const EmptyCell> empty, std::span<const Absence> absences) {
    std::vector<Gap> gaps;
    gaps.reserve(empty.size());
    const auto take_absences_before = [&](std::uint64_t end) {
        for (; !absences.empty() && key_of(absences.front()) < end; absences = absences.subspan(1)) {
            const Absence& absence = absences.front();
            if (!index.nodes[absence.node].is_indicator()) continue;
            gaps.push_back({.row = absence.row, .node = absence.node, .reason = absence.reason});
        }
    };
    for (const EmptyCell& cell : empty) {
        take_absences_before(key_of(cell) + 1);
        gaps.push_back({.row = cell.row, .node = cell.node});
    }
    take_absences_before(std::numeric_limits<std::uint64_t>::max());
    return gaps;
}

/// Finds out what was done about a gap, from what the steps left behind.
class Outcomes {
public:
    Outcomes(const Result& result, std::span<const Absence> absences)
        : result_(result), index_(result.index), absences_(absences), counted_below_(index_.nodes.size()) {
        for (const std::size_t indicator : index_.indicators) {
            for (std::size_t node = indicator;; node = index_.nodes[node].parent) {
                ++counted_below_[node];
                if (node == 0 || index_.nodes[node].weight == 0) break;
            }
        }
        for (const Change& change : result.changes) {
            if (change.before) continue;
            imputed_.emplace(key_of(change), find_named(imputation_methods(), change.rule));
        }
    }

    void settle(std::span<Gap> gaps_of_row) const {
        const Unit unit{gaps_of_row, of_row(absences_, gaps_of_row.front().row)};
        for (Gap& gap : gaps_of_row) settle(gap, unit);
    }

private:
    using Outcome = Gap::Outcome;

    struct Unit {
        std::span<const Gap> gaps;
        std::span<const Absence> absences;
    };

    /// Goes up from the indicator to the first node where something was done.
    void settle(Gap& gap, const Unit& unit) const {
        const auto at = [&](std::size_t node, Outcome outcome) {
            gap.at = static_cast<std::uint16_t>(node);
            gap.outcome = outcome;
        };
        if (result_.data.is_screened(gap.row)) return at(0, Outcome::left_out);
        for (std::size_t node = gap.node;; node = index_.nodes[node].parent) {
            if (const auto imputed = imputed_.find(key(gap.row, node)); imputed != imputed_.end()) {
                gap.method = imputed->second;
                return at(node, Outcome::imputed);
            }
            if (node == 0 || index_.nodes[node].weight == 0) return at(node, Outcome::left_out);
            const std::size_t parent = index_.nodes[node].parent;
            if (holds(unit.absences, parent)) return at(parent, Outcome::no_score);
            if (has_score(gap.row, parent, unit)) return at(parent, Outcome::reweighted);
        }
    }

    /// Asks the gaps, not the table: most units lack a few of many values.
    bool has_score(std::uint32_t row, std::size_t node, const Unit& unit) const {
        if (unit.absences.empty() && unit.gaps.size() < counted_below_[node]) return true;
        if (holds(unit.absences, node)) return false;
        const Node& settings = index_.nodes[node];
        if (settings.is_indicator()) return !holds(unit.gaps, node);
        return std::any_of(settings.children.begin(), settings.children.end(), [&](std::size_t child) {
            if (index_.nodes[child].weight == 0) return false;
            return has_score(row, child, unit) || (!imputed_.empty() && imputed_.contains(key(row, child)));
        });
    }

    const Result& result_;
    const Index& index_;
    std::span<const Absence> absences_;       // by row and node
    std::vector<std::size_t> counted_below_;  // by node: indicators that no weight of 0 parts from it
    std::unordered_map<std::uint64_t, const ImputationMethod*> imputed_;
};

/// By node: its share of the whole, as the weights of a period are.
std::vector<double> effective_weights(const Index& index, std::span<const double> weights) {
    std::vector<double> effective(weights.size(), 1);
    for (std::size_t node = 1; node < effective.size(); ++node) {
        effective[node] = effective[index.nodes[node].parent] * weights[node];
    }
    return effective;
}

/// The share of the whole weight that is left without a unit's gaps.
double share_without(std::span<const double> effective, std::span<const Gap> gaps) {
    double share = 1;
    for (const Gap& gap : gaps) share -= effective[gap.node];
    return share < 1e-12 ? 0 : share;  // weights need not be binary fractions
}

struct ThinRow {
    std::uint32_t row;
    double share;  ///< of the weight that was measured
};

/// Those of whose weight something was measured, but less than half.
std::vector<ThinRow> thin_rows(const Result& result) {
    std::vector<std::vector<double>> effective;  // by period, by node
    for (const auto& weights : result.weights) effective.push_back(effective_weights(result.index, weights));
    const auto thin_of = [&](std::size_t first, std::size_t last) {
        std::vector<ThinRow> found;
        for_each_row(of_rows(std::span(result.gaps), first, last), [&](std::span<const Gap> gaps) {
            const std::uint32_t row = gaps.front().row;
            const double share = share_without(effective[result.data.period_number(row)], gaps);
            if (share > 0 && share < 0.5 - 1e-12) found.push_back({row, share});
        });
        return found;
    };
    return list_blocks<ThinRow>(result.data.units.size(), thin_of);
}

}  // namespace

EmptyCells empty_cells(const Index& index, const Dataset& data) {
    constexpr std::size_t bits = 64, rows_at_once = 512;
    const std::size_t words = (index.indicators.size() + bits - 1) / bits;
    const auto cells_of = [&](std::size_t begin, std::size_t end) {
        std::vector<EmptyCell> found;
        std::vector<std::uint64_t> marks(words * rows_at_once);  // a bit an indicator, in tree order
        for (std::size_t first = begin; first < end; first += rows_at_once) {
            const std::size_t rows = std::min(rows_at_once, end - first);
            std::fill(marks.begin(), marks.end(), 0);
            for (std::size_t i = 0; i < index.indicators.size(); ++i) {
                if (data.is_derived(i)) continue;  // whose absences have reasons
                const auto values = data.values.column(*index.nodes[index.indicators[i]].indicator);
                mark_missing(values.subspan(first, rows), std::uint64_t{1} << i % bits,
                             &marks[i / bits * rows_at_once]);
            }
            for (std::size_t row = 0; row < rows; ++row) {
                for (std::size_t word = 0; word < words; ++word) {
                    for (std::uint64_t left = marks[word * rows_at_once + row]; left != 0; left &= left - 1) {
                        const std::size_t i = word * bits + static_cast<std::size_t>(std::countr_zero(left));
                        found.push_back(
                            {static_cast<std::uint32_t>(first + row), static_cast<std::uint16_t>(index.indicators[i])});
                    }
                }
            }
        }
        return found;
    };
    return map_blocks<std::vector<EmptyCell>>(data.units.size(), cells_of);
}

std::vector<Gap> find_gaps(const Result& result, const EmptyCells& empty) {
    const std::vector<Absence> absences = by_row(result.absences);
    const Outcomes outcomes(result, absences);
    return list_blocks<Gap>(result.data.units.size(), [&](std::size_t first, std::size_t last) {
        std::vector<Gap> gaps =
            gaps_of(result.index, empty[first / rows_per_block], of_rows(std::span(absences), first, last));
        for_each_row(std::span(gaps), [&](std::span<Gap> gaps_of_row) { outcomes.settle(gaps_of_row); });
        return gaps;
    });
}

std::span<const Gap> gaps_in(const Result& result, std::size_t row) { return of_row(std::span(result.gaps), row); }

double measured_share(const Result& result, std::size_t row) {
    const auto& weights = result.weights[result.data.period_number(row)];
    return share_without(effective_weights(result.index, weights), gaps_in(result, row));
}

std::optional<Problem> thinly_measured(const Result& result) {
    std::vector<std::string> named;
    std::size_t more = 0;
    for (const auto& [row, share] : thin_rows(result)) {
        if (named.size() == units_named) {
            ++more;
            continue;
        }
        const std::string& period = result.data.period_of(row).label;
        const bool several = result.data.periods.size() > 1 && !period.empty();
        const std::string_view name = result.data.units.name(row, result.index.language());
        const double percent = std::floor(100 * share + 1e-9);
        named.push_back(several ? said("{} in {} ({:.0f} %)", name, period, percent)
                                : said("{} ({:.0f} %)", name, percent));
    }
    if (named.empty()) return std::nullopt;
    const std::string list = first_few(named, named.size(), named.size() + more, spoken());
    return Problem{.where = {result.data.file},
                   .what = said("less than half of the weight was measured: {}", list),
                   .remedy = said("\"coverage\" in the index asks for more before a unit has a score")};
}

}  // namespace iiindex
