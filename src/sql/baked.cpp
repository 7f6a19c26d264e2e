#include <algorithm>

#include <fmt/format.h>

#include <iiindex/normalise.hpp>

#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

/// The numbers of a dataset's scales, one a period.
struct Baked {
    std::string column;
    std::vector<double> numbers;
};

/// What a dataset's values are between, in a period.
std::pair<double, double> ends_of(const Result& from, const Node& indicator, const Period& period) {
    double least = missing, most = missing;
    for (const double raw : from.data.values_in(*indicator.indicator, period)) {
        const double value = transformed(raw, indicator);
        if (iiindex::is_missing(value)) continue;
        least = iiindex::is_missing(least) ? value : std::min(least, value);
        most = iiindex::is_missing(most) ? value : std::max(most, value);
    }
    return iiindex::is_missing(least) ? std::pair(0.0, 0.0) : std::pair(least, most);
}

/// Takes numbers into the query: as they are where all periods have the same, else as columns of `t`.
class Taking {
public:
    Taking(Draft& draft, const Result& from) : draft_(draft), from_(from) {}

    Term take(const std::string& wanted, std::vector<double> numbers) {
        const bool are_same =
            std::all_of(numbers.begin(), numbers.end(), [&](double x) { return x == numbers.front(); });
        if (are_same) return numbers.front();
        baked_.push_back({draft_.columns.take(wanted), std::move(numbers)});
        return draft_.t(baked_.back().column);
    }

    void add() {
        std::string rows;
        for (std::size_t period = 0; period < from_.data.periods.size(); ++period) {
            rows += fmt::format("{}SELECT CAST({} AS {}) AS {}", rows.empty() ? "" : "\n  UNION ALL ",
                                draft_.text(from_.data.periods[period].label), draft_.dialect.text,
                                draft_.quoted("period"));
            for (const Baked& one : baked_)
                rows += fmt::format(", CAST({} AS {}) AS {}", literal(one.numbers[period]), draft_.dialect.real,
                                    draft_.quoted(one.column));
        }
        std::vector<std::string> columns;
        for (const Baked& one : baked_) columns.push_back(one.column);
        draft_.begin_periods("scales", fmt::format("of {}", from_.data.file), rows, std::move(columns));
        draft_.carry_periods();
    }

private:
    Draft& draft_;
    const Result& from_;
    std::vector<Baked> baked_;
};

}  // namespace

void take_scales(Draft& draft, const Result& from) {
    const bool of_all = draft.options.pooled || from.data.periods.size() == 1;
    const std::vector<Period> periods = of_all ? std::vector{Period{{}, 0, from.data.units.size()}} : from.data.periods;
    Taking taking(draft, from);
    draft.carried = draft.dialect.few_steps;
    const auto of_each = [&](const std::string& wanted, const auto& number) {
        std::vector<double> numbers;
        for (std::size_t period = 0; period < periods.size(); ++period) numbers.push_back(number(period));
        return taking.take(wanted, std::move(numbers));
    };
    for (std::size_t i = 0; i < draft.lines.size(); ++i) {
        const Node& node = draft.index.nodes[draft.index.indicators[i]];
        Line& line = draft.lines[i] = settings_of(node);
        if (node.normalisation.method->order) continue;
        const auto scale = [&](std::size_t period) { return *from.scales[period][i]; };
        line.from = of_each("from_" + node.code, [&](std::size_t period) { return scale(period).from; });
        line.span = of_each("span_" + node.code, [&](std::size_t period) { return scale(period).span; });
        Spread& spread = draft.spreads[i];
        const auto ends = [&](std::size_t period) { return ends_of(from, node, periods[period]); };
        spread.least = of_each("least_" + node.code, [&](std::size_t period) { return ends(period).first; });
        spread.most = of_each("most_" + node.code, [&](std::size_t period) { return ends(period).second; });
        const NormalisationMethod& method = *node.normalisation.method;
        if (method.centred || method.around) spread.summed = static_cast<double>(from.data.units.size());
    }
    draft.units = of_each("units", [&](std::size_t period) { return static_cast<double>(periods[period].count); });
    if (!of_all) taking.add();
}

}  // namespace iiindex::detail::sql
