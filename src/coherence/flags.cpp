#include "coherence/flags.hpp"

namespace iiindex::detail {
namespace {

double share_of(std::size_t part, std::size_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

void flag_indicators(const Index& index, const Coherence& found, std::vector<Flag>& flags) {
    for (std::size_t i = 0; i < found.statistics.size(); ++i) {
        const ColumnStatistics& column = found.statistics[i];
        const auto flag = [&](bool raised, Flag::Kind kind, Statistic number) {
            if (raised) flags.push_back({kind, index.indicators[i], {}, number});
        };
        flag(column.is_little_available(), Flag::Kind::little_available, share_of(column.available, column.units));
        flag(column.is_constant(), Flag::Kind::constant, column.min);
        flag(column.is_nearly_constant(), Flag::Kind::nearly_constant, share_of(column.repeated, column.available));
        flag(column.is_mostly_zero(), Flag::Kind::mostly_zero, 1 - share_of(column.nonzero, column.units));
        flag(column.is_little_distinct() && !column.is_constant(), Flag::Kind::little_distinct,
             share_of(column.distinct, column.units));
        flag(column.is_outlying(), Flag::Kind::outlying, column.skewness);
    }
}

void flag_siblings(const Index& index, const Coherence& found, std::vector<Flag>& flags) {
    for (const NodePair& pair : found.pairs) {
        const bool siblings = !pair.vertical && index.nodes[pair.a].parent == index.nodes[pair.b].parent;
        const Statistic& r = pair.pearson.r;
        if (!siblings || !r.has_value()) continue;
        if (r.number > found.options.redundant) flags.push_back({Flag::Kind::redundant, pair.a, pair.b, r});
        if (r.number < found.options.opposed) flags.push_back({Flag::Kind::opposed, pair.a, pair.b, r});
    }
}

void flag_children(const Index& index, const Coherence& found, std::vector<Flag>& flags) {
    for (const Importance& one : found.importance) {
        const std::size_t parent = index.nodes[one.node].parent;
        if (!one.r.has_value() || one.r.number >= found.options.weak) continue;
        const bool negative = one.r.number < 0;
        flags.push_back({negative ? Flag::Kind::negative : Flag::Kind::weak, one.node, parent, one.r});
    }
}

}  // namespace

}  // namespace iiindex::detail

namespace iiindex {

std::string_view to_string(Flag::Kind kind) {
    switch (kind) {
        case Flag::Kind::redundant: return "redundant";
        case Flag::Kind::opposed: return "opposed";
        case Flag::Kind::negative: return "negative";
        case Flag::Kind::weak: return "weak";
        case Flag::Kind::outlying: return "outlying";
        case Flag::Kind::little_available: return "little-available";
        case Flag::Kind::mostly_zero: return "mostly-zero";
        case Flag::Kind::little_distinct: return "little-distinct";
        case Flag::Kind::constant: return "constant";
        case Flag::Kind::nearly_constant: return "nearly-constant";
    }
    return "";
}

}  // namespace iiindex

namespace iiindex::detail {

std::vector<Flag> flags_of(const Index& index, const Coherence& found) {
    std::vector<Flag> flags;
    flag_indicators(index, found, flags);
    flag_siblings(index, found, flags);
    flag_children(index, found, flags);
    return flags;
}

}  // namespace iiindex::detail
