#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include <iiindex/compute.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/rank.hpp>

#include "reference.hpp"

using namespace iiindex;
using nlohmann::json;
using reference::Table;

namespace {

using Folder = std::filesystem::path;

/// Calls visit(node, level) for a node of an index file and all below it, the total at level 0.
template <class Visit>
void for_each_node(json& node, std::size_t level, const Visit& visit) {
    visit(node, level);
    if (!node.contains("children")) return;
    for (json& child : node["children"]) for_each_node(child, level + 1, visit);
}

/// Calls put(node, table, row) for each node that a table has a row for.
template <class Put>
void merge_table(json& index, const Table& table, const Put& put) {
    const auto rows = table.by("code");
    for_each_node(index, 0, [&](json& node, std::size_t) {
        const auto found = rows.find(node["code"].get<std::string>());
        if (found != rows.end()) put(node, *found->second);
    });
}

void merge_targets(json& index, const Table& table) {
    merge_table(index, table, [&](json& node, const Table::Row& row) {
        if (const auto target = table.number(row, "target")) node["target"] = *target;
    });
}

void merge_denominators(json& index, const Table& table) {
    merge_table(index, table, [&](json& node, const Table::Row& row) {
        if (const auto& name = table.at(row, "denominator"); !name.empty()) node["denominator"] = name;
    });
}

void merge_goalposts(json& index, const Table& table) {
    merge_table(index, table, [&](json& node, const Table::Row& row) {
        const double lower = *table.number(row, "lower"), upper = *table.number(row, "upper");
        const bool lower_is_better = node.value("direction", "positive") == "negative";
        node["goalposts"] = {{"worst", lower_is_better ? upper : lower}, {"best", lower_is_better ? lower : upper}};
    });
}

/// Weights of 0 do not occur in an index: such a node is left out.
void merge_weights(json& index, const Table& table) {
    std::set<std::string> dropped;
    merge_table(index, table, [&](json& node, const Table::Row& row) {
        const double weight = *table.number(row, "weight");
        if (weight == 0)
            dropped.insert(node["code"].get<std::string>());
        else if (node != index)
            node["weight"] = weight;
    });
    for_each_node(index, 0, [&](json& node, std::size_t) {
        if (!node.contains("children")) return;
        auto& children = node["children"].get_ref<json::array_t&>();
        std::erase_if(children, [&](const json& child) { return dropped.contains(child["code"].get<std::string>()); });
    });
}

void merge(json& index, const std::string& what, const Folder& folder) {
    if (what == "targets") merge_targets(index, reference::read_table(folder / "index.csv"));
    if (what == "denominators") merge_denominators(index, reference::read_table(folder / "index.csv"));
    if (what == "goalposts") merge_goalposts(index, reference::read_table(folder / "goalposts.csv"));
    if (what == "weights") merge_weights(index, reference::read_table(folder / "weights-custom.csv"));
}

/// The tree, patched at each level by what a case says of it, with what the tables add.
Index index_of(const json& overlay, const Folder& folder) {
    json index = json::parse(reference::text_of(reference::own_file("asem/index.json")));
    for (const json& what : overlay.value("merge", json::array())) merge(index, what.get<std::string>(), folder);
    const json& levels = overlay.at("levels");
    for_each_node(index, 0, [&](json& node, std::size_t level) {
        if (level < levels.size()) node.merge_patch(levels[level]);
    });
    return load_index({"index.json", index.dump()}).value;
}

Table groups(const Folder& folder) {
    Table table = reference::read_table(folder / "groups.csv");
    for (std::string& title : table.titles) {
        if (title.ends_with("_group")) title = "group:" + title;
    }
    table.rename("name", "group:name");
    return table;
}

Table values(const json& overlay, const Folder& folder) {
    Table table = reference::read_table(folder / overlay.value("data", "indicators.csv"));
    table.join(groups(folder));
    table.join(reference::read_table(folder / "denominators.csv"));
    table.rename("unit", "code");
    if (overlay.contains("data")) table.rename("time", "period");
    return table;
}

Result computed(const json& overlay, const Folder& folder) {
    Input input = load_dataset(values(overlay, folder).as_source("values.csv"), index_of(overlay, folder)).value;
    ComputeOptions options;
    options.scale.pooled = overlay.value("pooled", false);
    return compute(std::move(input.index), std::move(input.data), options);
}

bool agree(std::optional<double> a, std::optional<double> b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return std::abs(*a - *b) <= 1e-9 * std::max(1.0, std::abs(*b));
}

std::string text(std::optional<double> number) { return number ? std::to_string(*number) : "none"; }

/// The rows of a table of scores for one node and period.
using Part = std::vector<const Table::Row*>;

std::map<std::pair<std::string, std::string>, Part> parts_of(const Table& scores) {
    const bool has_times = scores.titles[1] == "time";
    std::map<std::pair<std::string, std::string>, Part> parts;
    for (const Table::Row& row : scores.rows) {
        parts[{scores.at(row, "code"), has_times ? scores.at(row, "time") : ""}].push_back(&row);
    }
    return parts;
}

/// The node and period for which ranks may part although the scores agree to the last few bits.
using NearTies = std::set<std::pair<std::string, std::string>>;

NearTies near_ties(const Folder& folder, const std::string& file) {
    const Table table = reference::read_table(folder / "near-ties.csv");
    NearTies ties;
    for (const Table::Row& row : table.rows) {
        if (table.at(row, "file") == file) ties.insert({table.at(row, "code"), table.at(row, "time")});
    }
    return ties;
}

void check_scores(const Result& result, std::size_t node, const Period& period, const Table& table, const Part& part) {
    std::size_t expected_scores = 0;
    for (const Table::Row* row : part) {
        const std::string& unit = table.at(*row, "unit");
        const auto expected = table.number(*row, "score");
        const auto score = result.score(*result.data.find(period, unit), node);
        expected_scores += expected ? 1u : 0u;
        if (!agree(score, expected)) FAIL_CHECK(unit << ": " << text(score) << " instead of " << text(expected));
    }
    const auto scores = result.scores_of(node).subspan(period.first, period.count);
    CHECK(static_cast<std::size_t>(
              std::count_if(scores.begin(), scores.end(), [](double s) { return !is_missing(s); })) == expected_scores);
}

/// Where no other score is near a unit's, its rank must be the same; else a rank that the near ones allow.
void check_ranks(const Result& result, std::size_t node, const Period& period, const Table& table, const Part& part,
                 bool may_be_near) {
    const std::vector<Rank> ranks = ranks_of(result, node, period);
    for (const Table::Row* row : part) {
        const auto score = table.number(*row, "score");
        const auto expected = table.number(*row, "rank");
        const std::string& unit = table.at(*row, "unit");
        const Rank found = ranks[*result.data.find(period, unit) - period.first];
        if (!score) {
            CHECK(found == 0);
            continue;
        }
        double least = *expected, most = *expected;
        if (may_be_near) {
            const auto above = [&](double by) {
                return static_cast<double>(std::count_if(part.begin(), part.end(), [&](const Table::Row* other) {
                    return table.number(*other, "score").value_or(-INFINITY) > *score + by;
                }));
            };
            least = 1 + above(1e-9);
            most = 1 + above(-1e-9);
        }
        if (found < least || found > most) FAIL_CHECK(unit << " has rank " << found << " instead of " << *expected);
    }
}

void check_all_scores(const Result& result, const Table& table, const NearTies& ties) {
    std::size_t nodes = 0;
    for (const auto& [key, part] : parts_of(table)) {
        const auto& [code, time] = key;
        const auto node = result.index.find(code);
        if (!node) continue;  // left out for its weight of 0
        ++nodes;
        INFO(code << " " << time);
        const auto& periods = result.data.periods;
        const auto period =
            std::find_if(periods.begin(), periods.end(), [&, t = time](const Period& p) { return p.label == t; });
        REQUIRE(period != periods.end());
        check_scores(result, *node, *period, table, part);
        check_ranks(result, *node, *period, table, part, ties.contains(key));
    }
    CHECK(nodes >= 11 * result.data.periods.size());
}

void check_values(const Result& result, const Table& expected) {
    const Period& period = result.data.periods.front();
    CHECK(expected.rows.size() == period.count);
    for (const Table::Row& row : expected.rows) {
        const std::size_t unit = *result.data.find(period, expected.at(row, "unit"));
        for (const std::size_t node : result.index.indicators) {
            const std::string& code = result.index.nodes[node].code;
            const auto value = result.data.values.at(unit, *result.index.nodes[node].indicator);
            const auto wanted = expected.number(row, code);
            if (!agree(value, wanted)) {
                FAIL_CHECK(expected.at(row, "unit")
                           << " " << code << ": " << text(value) << " instead of " << text(wanted));
            }
        }
    }
}

void check_treatment(const Result& result, const Table& expected) {
    const auto rows = expected.by("code");
    CHECK(result.treatments.size() == rows.size());
    for (const TreatmentReport& report : result.treatments) {
        const std::string& code = result.index.nodes[result.index.indicators[report.indicator]].code;
        INFO(code);
        const Table::Row& row = *rows.at(code);
        CHECK(agree(report.skewness, expected.number(row, "skew_before")));
        CHECK(agree(report.kurtosis, expected.number(row, "kurt_before")));
        CHECK(static_cast<double>(report.winsorised) == expected.number(row, "n_winsorised").value_or(0));
        CHECK(agree(report.winsorised_skewness, expected.number(row, "skew_after_winsorise")));
        CHECK(agree(report.winsorised_kurtosis, expected.number(row, "kurt_after_winsorise")));
        CHECK(agree(report.reshaped_skewness, expected.number(row, "skew_after_log")));
        CHECK(agree(report.reshaped_kurtosis, expected.number(row, "kurt_after_log")));
    }
}

void check_points(const Result& result, const Table& expected) {
    std::map<std::pair<std::string, std::string>, const Change*> changes;
    for (const Change& change : result.changes) {
        CHECK(change.origin == Origin::treated);
        changes[{std::string(result.data.units.codes[change.row]), result.index.nodes[change.node].code}] = &change;
    }
    std::size_t points = 0;
    for (const Table::Row& row : expected.rows) {
        if (!expected.number(row, "before")) continue;  // what was not measured is listed, but not changed
        ++points;
        const auto& unit = expected.at(row, "unit");
        const auto& code = expected.at(row, "code");
        INFO(unit << " " << code);
        const auto found = changes.find({unit, code});
        REQUIRE(found != changes.end());
        const Change& change = *found->second;
        CHECK(change.rule == (expected.at(row, "action").ends_with("log_CT") ? "log" : "winsorised"));
        CHECK(agree(change.before, expected.number(row, "before")));
        CHECK(agree(change.after, expected.number(row, "after")));
    }
    CHECK(changes.size() == points);
}

void check_case(const Folder& folder, const std::string& file) {
    const json overlay =
        json::parse(reference::text_of(reference::own_file("asem/cases/" + Folder(file).stem().string() + ".json")));
    const Result result = computed(overlay, folder);
    const auto table = [&](const char* what) {
        return reference::read_table(folder / overlay[what].get<std::string>());
    };
    check_all_scores(result, reference::read_table(folder / file), near_ties(folder, file));
    if (overlay.contains("values")) check_values(result, table("values"));
    if (overlay.contains("treatment")) check_treatment(result, table("treatment"));
    if (overlay.contains("points")) check_points(result, table("points"));
}

}  // namespace

TEST_CASE("every pipeline over the ASEM indicators gives COINr's scores and ranks at every level") {
    const auto folder = reference::folder("asem");
    if (!folder) return;
    const Table pipelines = reference::read_table(*folder / "pipelines.csv");
    CHECK(pipelines.rows.size() == 26);
    for (const Table::Row& row : pipelines.rows) {
        const std::string& file = pipelines.at(row, "file");
        DYNAMIC_SECTION(file) { check_case(*folder, file); }
    }
}

TEST_CASE("COINr's own two tables give its scores and ranks as they are") {
    const auto folder = reference::folder("asem"), tables = reference::folder("coinr");
    if (!folder || !tables) return;
    const auto source = [&](const char* name) { return Source{name, reference::text_of(*tables / name)}; };
    const Index index = load_index(source("ASEM_iMeta.csv")).value;
    Input input = load_dataset(source("ASEM_iData.csv"), index).value;
    const Result result = compute(std::move(input.index), std::move(input.data), {});
    const std::string file = "scores-minmax-0-100-arith.csv";
    const Table expected = reference::read_table(*folder / file);
    const NearTies ties = near_ties(*folder, file);
    const auto parts = parts_of(expected);
    CHECK(parts.size() == result.index.nodes.size());
    for (const auto& [key, part] : parts) {
        const auto node = result.index.find(key.first);
        INFO(key.first);
        REQUIRE(node);
        check_scores(result, *node, result.data.periods.front(), expected, part);
        check_ranks(result, *node, result.data.periods.front(), expected, part, ties.contains(key));
    }
}
