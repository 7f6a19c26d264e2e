#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/load.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// What experts were asked about the children of a node.
enum class JudgementKind { pairwise, budget, rating, ranking, best_worst };

/// Every kind, by the name that --judgements and the column `judgements` take.
std::span<const std::pair<std::string_view, JudgementKind>> judgement_kinds();
std::string_view to_string(JudgementKind kind);

/// How many times the first child counts as much as the second: 3, 1/3. Children are places among their node's.
struct PairComparison {
    std::size_t first = 0;
    std::size_t second = 0;  ///< > first
    double preference = 1;   ///< > 0
};

/// What one expert said in one round about the children of one node.
struct Judgement {
    std::size_t expert = 0;
    std::size_t round = 0;
    /// Pairwise: each pair at most once, and enough that each child is tied to each other by some of them.
    std::vector<PairComparison> pairs;
    /// Of the other kinds, a child each, none missing: points, ratings, ranks (1 is first, ties share one), or how many
    /// times the best child counts as much as this one.
    std::vector<double> numbers;
    std::vector<double> over_worst;  ///< best-worst: how many times each child counts as much as the worst
    std::size_t best = 0;            ///< of best-worst: a place among the children
    std::size_t worst = 0;
};

/// All that was said about the children of one node, in the order of the experts.
struct JudgedNode {
    std::size_t node = 0;
    JudgementKind kind = JudgementKind::pairwise;
    std::vector<Judgement> judgements;
};

struct Expert {
    std::string name;
    double weight = 1;  ///< > 0, relative to the others
};

/// What a panel of experts said.
struct Panel {
    std::vector<std::string> files;
    std::vector<Expert> experts;      ///< in order of first appearance
    std::vector<std::string> rounds;  ///< in order; one without a name where none is stated
    std::vector<JudgedNode> nodes;    ///< in tree order
};

/// Judgements from tables, one panel from all: docs/experts.md tells the shapes. An expert is known by name.
///
/// kind     of tables that do not say; a table that says otherwise is refused
/// throws   InputError with every problem of every table: by cell, unknown nodes with the nearest, an expert who said
///          two things of one pair, pairs that leave a child unconnected, a group of columns that nobody filled in
Loaded<Panel> load_judgements(const std::vector<Source>& sources, const Index& index,
                              std::optional<JudgementKind> kind = {}, const LoadOptions& options = {});

}  // namespace iiindex
