#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "sql/draft.hpp"
#include "sql/formula.hpp"

namespace iiindex::detail::sql {
namespace {

/// Computes the indicators that have formulas, each behind those that it reads.
class Deriving {
public:
    explicit Deriving(Draft& draft) : draft_(draft), seen_(draft.index.indicators.size()) {}

    void visit(std::size_t indicator) {
        if (seen_[indicator] || draft_.index.is_read(indicator)) return;
        seen_[indicator] = true;
        const Expression& formula = *node(indicator).formula;
        for (const std::size_t place : places_in(formula)) {
            if (place < seen_.size()) visit(place);
        }
        derive(indicator, formula);
    }

private:
    const Node& node(std::size_t indicator) const { return draft_.index.nodes[draft_.index.indicators[indicator]]; }

    std::string column(std::size_t place) const {
        return place < seen_.size() ? draft_.values[place] : draft_.inputs[place - seen_.size()];
    }

    void derive(std::size_t indicator, const Expression& formula) {
        const std::string& code = node(indicator).code;
        FormulaText text(draft_, formula, [this](std::size_t place) { return column(place); });
        const std::string value = text.text();
        const std::string before = draft_.rows;
        draft_.values[indicator] = draft_.columns.take("value_" + code);
        draft_.extend_rows("value_" + code, called(node(indicator)) + ": " + to_string(formula),
                           {{draft_.values[indicator], value}}, text.joined());
        if (draft_.options.scales)
            draft_.lost[indicator] = draft_.options.scales->data.derivations[indicator].lost;
        else
            find_lost(indicator, text, before, value);
    }

    /// What the formula makes of the last places lost in what it reads, as model/derive.cpp finds it, over all units.
    void find_lost(std::size_t indicator, FormulaText& text, const std::string& before, const std::string& value) {
        constexpr double small = 0x1p-26, least_lost = 16, most_lost = 1e6;
        const std::string& code = node(indicator).code;
        std::string list = fmt::format("{} AS {}", value, draft_.quoted("is"));
        std::string sum;
        std::set<std::string> joined;
        for (std::size_t i = 0; i < text.names().size(); ++i) {
            const Expression* const name = text.names()[i];
            const std::string up = text.text({name, 1 + small, 0}), down = text.text({name, 1 - small, 0});
            list += fmt::format(",\n    ABS({0} - {1}) AS {3},\n    ABS({2} - {1}) AS {4}", up, value, down,
                                draft_.quoted(fmt::format("up_{}", i)), draft_.quoted(fmt::format("down_{}", i)));
            const std::string moved =
                lesser_or_none(draft_.in("m_", fmt::format("up_{}", i)), draft_.in("m_", fmt::format("down_{}", i)));
            const bool is_derived = name->place < seen_.size() && !draft_.index.is_read(name->place);
            if (is_derived) joined.insert(draft_.joined_for_lost[name->place]);
            const Term places = is_derived ? greatest(draft_.dialect, {1, draft_.lost[name->place] / 4}) : Term(1);
            const Term part = places * Term(moved);
            sum += (sum.empty() ? "" : " + ") + part.text();
        }
        if (sum.empty()) {
            draft_.lost[indicator] = least_lost;
            return;
        }
        const std::string moves = draft_.add("moves_of_" + code, "what it makes of small changes",
                                             fmt::format("SELECT {}\n  FROM {} r_{}", list, before, text.joined()));
        const std::string column = draft_.columns.take("lost_" + code);
        const Term share(
            fmt::format("COALESCE(MAX(CASE WHEN {0} IS NOT NULL THEN {1} END) / NULLIF(MAX(ABS({0})), 0), "
                        "0)",
                        draft_.in("m_", "is"), sum));
        const Term lost =
            greatest(draft_.dialect, {least_lost, least(draft_.dialect, {most_lost, Term(4 / small) * share})});
        const std::string step = draft_.add(column, "last places lost",
                                            fmt::format("SELECT {} AS {}\n  FROM {} m_{}", lost.text(),
                                                        draft_.quoted(column), moves, fmt::join(joined, "")));
        // Joined where it is read, not looked up: ClickHouse stops at a subquery of steps that others read as well.
        const std::string alias = draft_.columns.take(fmt::format("l{}_", indicator));
        draft_.lost[indicator] = Term(draft_.in(alias, column));
        draft_.joined_for_lost[indicator] = fmt::format("\n  CROSS JOIN {} {}", step, alias);
    }

    Draft& draft_;
    std::vector<bool> seen_;
};

}  // namespace

void derive(Draft& draft) {
    Deriving deriving(draft);
    for (std::size_t i = 0; i < draft.index.indicators.size(); ++i) deriving.visit(i);
}

}  // namespace iiindex::detail::sql
