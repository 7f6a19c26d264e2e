#include "catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>

#include <iiindex/rank.hpp>

#include "random_index.hpp"

using namespace iiindex;

// Ranks, ties, tiers and rounding against arithmetic that loses nothing: of tables of one-decimal values, divided or
// not.

namespace {

__extension__ using Int = __int128;

struct Fraction {
    Int over = 0;
    Int under = 1;  ///< > 0

    Fraction() = default;
    Fraction(Int whole) : over(whole) {}
    Fraction(Int numerator, Int denominator) : over(numerator), under(denominator) {
        if (under < 0) over = -over, under = -under;
        const Int divisor = std::gcd(over < 0 ? -over : over, under);
        if (divisor > 1) over /= divisor, under /= divisor;
    }

    friend Fraction operator+(Fraction a, Fraction b) {
        return {a.over * b.under + b.over * a.under, a.under * b.under};
    }
    friend Fraction operator-(Fraction a, Fraction b) {
        return {a.over * b.under - b.over * a.under, a.under * b.under};
    }
    friend Fraction operator*(Fraction a, Fraction b) { return {a.over * b.over, a.under * b.under}; }
    friend Fraction operator/(Fraction a, Fraction b) { return {a.over * b.under, a.under * b.over}; }
    friend bool operator==(Fraction a, Fraction b) { return a.over == b.over && a.under == b.under; }
    friend bool operator<(Fraction a, Fraction b) { return a.over * b.under < b.over * a.under; }
};

using Exact = std::vector<std::optional<Fraction>>;  ///< a unit each

/// Of a number of at least zero.
Fraction half_up(Fraction number, int digits) {
    Int tens = 1;
    for (int i = 0; i < digits; ++i) tens *= 10;
    return {(2 * number.over * tens + number.under) / (2 * number.under), tens};
}

/// One indicator's values in tenths, empty where there is none, and what they are divided by.
struct Column {
    std::vector<std::optional<int>> tenths;
    std::vector<int> heads;  ///< empty: nothing

    std::optional<Fraction> value(std::size_t unit) const {
        if (!tenths[unit]) return std::nullopt;
        return Fraction(*tenths[unit], heads.empty() ? 10 : 10 * heads[unit]);
    }
};

/// Few steps between the ends, so that scores coincide, far from zero, so that a subtraction loses much.
Column random_column(Random& random, std::size_t units, bool divided) {
    const int least = random.of(std::vector<int>{0, 3, 702, 900, 10000, 123457});
    const std::size_t spread = random.of(std::vector<std::size_t>{2, 3, 4, 5, 8, 10, 20, 25, 30});
    Column column;
    column.tenths.resize(units);
    for (auto& value : column.tenths) {
        if (!random.one_in(9)) value = least + static_cast<int>(random.below(spread + 1));
    }
    // Whatever else is drawn, the ends are there.
    column.tenths[0] = least;
    column.tenths[1] = least + static_cast<int>(spread);
    if (!divided) return column;
    for (auto& value : column.tenths) {
        const int heads = static_cast<int>(1 + random.below(9));
        column.heads.push_back(heads);
        if (value) *value *= heads;  // per head the same few values, as reading and dividing leave them
    }
    return column;
}

/// A node, computed without loss.
struct ExactNode {
    std::string code;
    Int weight = 1;  ///< in hundredths
    bool negative = false;
    bool weakest = false;  ///< the minimum of its children; otherwise their mean
    std::vector<ExactNode> children;

    Exact scores(const std::vector<Column>& columns, bool by_order, std::size_t& next, Fraction low) const {
        if (children.empty()) return by_order ? placed(columns[next++], low) : scaled(columns[next++], low);
        Exact all(columns.front().tenths.size());
        std::vector<Int> counted(all.size(), 0);
        for (const ExactNode& child : children) {
            const auto below = child.scores(columns, by_order, next, low);
            for (std::size_t unit = 0; unit < all.size(); ++unit) {
                if (!below[unit]) continue;
                const bool mirrored = child.negative && !child.children.empty();
                const Fraction score = mirrored ? low + Fraction(100) - *below[unit] : *below[unit];
                if (weakest) {
                    all[unit] = all[unit] ? std::min(*all[unit], score) : score;
                    counted[unit] = 1;
                } else {
                    all[unit] = all[unit].value_or(Fraction(0)) + score * Fraction(child.weight);
                    counted[unit] += child.weight;
                }
            }
        }
        for (std::size_t unit = 0; unit < all.size(); ++unit) {
            if (all[unit]) all[unit] = *all[unit] / Fraction(counted[unit]);
        }
        return all;
    }

    Json json(bool divided) const {
        Json node = {{"code", code}, {"name", code}};
        if (code != "total") {
            node["weight"] = static_cast<double>(weight) / 100;
            node["direction"] = negative ? "negative" : "positive";
        }
        if (children.empty() && divided) node["denominator"] = "heads_" + code;
        if (!children.empty()) node["aggregation"] = weakest ? "minimum" : "arithmetic";
        for (const ExactNode& child : children) node["children"].push_back(child.json(divided));
        return node;
    }

    void add_leaves(std::vector<std::string>& codes) const {
        if (children.empty()) codes.push_back(code);
        for (const ExactNode& child : children) child.add_leaves(codes);
    }

private:
    Exact values(const Column& column) const {
        Exact all;
        for (std::size_t unit = 0; unit < column.tenths.size(); ++unit) {
            all.push_back(column.value(unit));
            if (all.back() && negative) all.back() = Fraction(0) - *all.back();
        }
        return all;
    }

    Exact scaled(const Column& column, Fraction low) const {
        Exact scores = values(column);
        Fraction least = *scores[0], most = least;
        for (const auto& value : scores) {
            if (!value) continue;
            least = std::min(least, *value);
            most = std::max(most, *value);
        }
        for (auto& score : scores) {
            if (score) score = low + (Fraction(100) - low) * (*score - least) / (most - least);
        }
        return scores;
    }

    Exact placed(const Column& column, Fraction low) const {
        const Exact all = values(column);
        const auto there = std::count_if(all.begin(), all.end(), [](const auto& value) { return value.has_value(); });
        Exact scores(all.size());
        for (std::size_t unit = 0; unit < all.size(); ++unit) {
            if (!all[unit]) continue;
            const auto worse =
                std::count_if(all.begin(), all.end(), [&](const auto& other) { return other && *other < *all[unit]; });
            scores[unit] = low + (Fraction(100) - low) * Fraction(worse, there - 1);
        }
        return scores;
    }
};

ExactNode random_tree(Random& random) {
    const auto node = [&](std::string code) {
        return ExactNode{.code = std::move(code),
                         .weight = static_cast<Int>(5 * (1 + random.below(20))),
                         .negative = random.one_in(3),
                         .weakest = random.one_in(5)};
    };
    ExactNode total = node("total");
    for (std::size_t i = random.below(3); i < 3; ++i) {
        total.children.push_back(node(fmt::format("n{}", i)));
        if (random.one_in(2)) continue;
        for (std::size_t k = 0; k < 1 + random.below(2); ++k) {
            total.children.back().children.push_back(node(fmt::format("n{}_{}", i, k)));
        }
    }
    return total;
}

std::vector<Rank> ranks_of_exact(const Exact& scores) {
    std::vector<Rank> ranks;
    for (const auto& score : scores) {
        Rank rank = score ? 1 : 0;
        for (const auto& other : scores) {
            if (score && other && *score < *other) ++rank;
        }
        ranks.push_back(rank);
    }
    return ranks;
}

/// Many tables of one index, as periods of one dataset.
struct Tables {
    std::size_t units = 0;
    bool divided = false;
    std::vector<std::vector<Column>> columns;  ///< by table, by indicator

    std::string csv(const std::vector<std::string>& leaves) const {
        std::string text = "code,period";
        for (const auto& leaf : leaves) text += "," + leaf + (divided ? ",heads_" + leaf : "");
        for (std::size_t table = 0; table < columns.size(); ++table) {
            for (std::size_t unit = 0; unit < units; ++unit) {
                text += fmt::format("\nu{},p{:04}", unit, table);
                for (const Column& column : columns[table]) {
                    const auto tenths = column.tenths[unit];
                    text += tenths ? fmt::format(",{}.{}", *tenths / 10, *tenths % 10) : ",";
                    if (divided) text += fmt::format(",{}", column.heads[unit]);
                }
            }
        }
        return text + "\n";
    }
};

/// The values as they are: rows of such tables look like totals and means of others.
Result computed_as_units(const Json& index, const std::string& csv, std::size_t units) {
    LoadOptions options;
    for (std::size_t unit = 0; unit < units; ++unit) options.keep.push_back(fmt::format("u{}", unit));
    const Index loaded = load_index({"i.json", index.dump()}).value;
    return compute(loaded, load_dataset({"d.csv", csv}, loaded, options).value.data);
}

std::size_t exact_tier(const Fraction& score, const std::vector<double>& cuts) {
    const auto reached = std::find_if(cuts.begin(), cuts.end(),
                                      [&](double cut) { return !(score < Fraction(static_cast<Int>(cut * 10), 10)); });
    return static_cast<std::size_t>(reached - cuts.begin()) + 1;
}

/// Computes many random tables of one random index, and requires what exact arithmetic gives.
void check_tables(Random& random, std::size_t count) {
    const bool divided = random.one_in(3), by_order = random.one_in(4);
    const ExactNode tree = random_tree(random);
    Tables tables{.units = 4 + random.below(4), .divided = divided, .columns = {}};
    std::vector<std::string> leaves;
    tree.add_leaves(leaves);
    for (std::size_t table = 0; table < count; ++table) {
        auto& columns = tables.columns.emplace_back();
        for (std::size_t i = 0; i < leaves.size(); ++i) columns.push_back(random_column(random, tables.units, divided));
    }
    const int low = random.one_in(2) ? 50 : 0;
    const int digits = static_cast<int>(random.below(3));
    Json json = tree.json(divided);
    json["format"] = "iiindex/index/1";
    json["normalisation"] = {{"method", by_order ? "percentile-rank" : "min-max"}, {"range", {low, 100}}};
    json["tiers"] = {{"cuts", {87.5, 75, 62.5, 60, 50}}};
    const std::string csv = tables.csv(leaves);
    const Result result = computed_as_units(json, csv, tables.units);
    json["round"] = {{"digits", digits}};
    const Result rounded = computed_as_units(json, csv, tables.units);

    for (std::size_t table = 0; table < count; ++table) {
        CAPTURE(json.dump(), table);
        const Period& period = result.data.periods[table];
        std::size_t next = 0;
        Exact exact = tree.scores(tables.columns[table], by_order, next, Fraction(low));
        REQUIRE(ranks_of(result, 0, period) == ranks_of_exact(exact));
        for (std::size_t unit = 0; unit < exact.size(); ++unit) {
            const std::size_t row = period.first + unit;
            REQUIRE(result.score(row, 0).has_value() == exact[unit].has_value());
            if (!exact[unit]) continue;
            REQUIRE(tier_of(result, 0, row) == exact_tier(*exact[unit], result.index.root().tiers->cuts));
            exact[unit] = half_up(*exact[unit], digits);
            const double printed = static_cast<double>(exact[unit]->over) / static_cast<double>(exact[unit]->under);
            REQUIRE(rounded.score(row, 0) == printed);
        }
        REQUIRE(ranks_of(rounded, 0, period) == ranks_of_exact(exact));
    }
}

/// How many tables are tried: more by hand than in every run.
std::size_t wanted_tables() {
    const char* const given = std::getenv("IIINDEX_TABLES");
    return given ? std::strtoul(given, nullptr, 10) : 4000;
}

}  // namespace

TEST_CASE("ranks, ties, tiers and rounding are those of exact arithmetic") {
    constexpr std::size_t tables_of_an_index = 100;
    Random random(1);
    for (std::size_t done = 0; done < wanted_tables(); done += tables_of_an_index) {
        check_tables(random, tables_of_an_index);
    }
}

TEST_CASE("no unit loses a score to arithmetic, no score leaves its scale, and the order of siblings changes no rank") {
    const std::vector<Json> aggregations = {"arithmetic",
                                            "geometric",
                                            "harmonic",
                                            "minimum",
                                            "copeland",
                                            {{"method", "power"}, {"exponent", 0.5}},
                                            {{"method", "power"}, {"exponent", 2}},
                                            {{"method", "geometric"}, {"inverted", true}, {"on", {1, 10}}},
                                            {{"method", "power"}, {"exponent", 0.5}, {"on", {0, 10}}},
                                            {{"method", "harmonic"}, {"inverted", true}}};
    Random random(3);
    for (int round = 0; round < 300; ++round) {
        const ExactNode tree = random_tree(random);
        const Json aggregation = random.of(aggregations);
        const bool is_power = aggregation.is_object() && aggregation["method"] == "power";
        const int low = is_power || aggregation == "arithmetic" || aggregation == "minimum" ? 0 : 1;
        Tables tables{.units = 5 + random.below(4), .divided = random.one_in(3), .columns = {}};
        std::vector<std::string> leaves;
        tree.add_leaves(leaves);
        auto& columns = tables.columns.emplace_back();
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            columns.push_back(random_column(random, tables.units, tables.divided));
        }
        Json json = tree.json(tables.divided);
        json["format"] = "iiindex/index/1";
        json["normalisation"] = {{"method", "min-max"}, {"range", {low, 100}}};
        for_each_node(json, [&](Json& node) {
            node.erase("aggregation");
            if (&node == &json) node["aggregation"] = aggregation;
            if (node.contains("children") && aggregation == "copeland" && &node != &json)
                node["aggregation"] = "minimum";
        });
        Json turned = json;
        for_each_node(turned, [](Json& node) {
            if (node.contains("children")) std::reverse(node["children"].begin(), node["children"].end());
        });
        CAPTURE(json.dump());
        const std::string csv = tables.csv(leaves);
        const Result result = computed_as_units(json, csv, tables.units);
        const Result other = computed_as_units(turned, csv, tables.units);
        CHECK(ranks_of(result, 0, result.data.periods[0]) == ranks_of(other, 0, other.data.periods[0]));
        for (std::size_t unit = 0; unit < tables.units; ++unit) {
            const bool measured = std::any_of(columns.begin(), columns.end(),
                                              [&](const Column& column) { return column.tenths[unit].has_value(); });
            const auto score = result.score(unit, 0);
            CHECK(score.has_value() == measured);
            if (!score || aggregation == "copeland") continue;
            CHECK(*score >= low);
            CHECK(*score <= 100);
        }
    }
}
