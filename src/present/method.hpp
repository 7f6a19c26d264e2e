#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/document.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

/// How a node's score is made, in words.
struct MethodLine {
    std::size_t level;
    std::string name, level_words;
    double weight;  ///< its share among its siblings; missing for the root
    std::string weight_origin, method;
    std::string direction, method_alone;  ///< the direction, and the method without it
    double effective = missing;           ///< its share of the total; missing below a node that a formula makes
};

/// How an indicator's values or a node's children become a score: "min-max, 50–100", "arithmetic".
std::string method_words(const Node& node, Language language);

/// A line a node, in the order of the tree, with the weights of a period.
std::vector<MethodLine> method_lines(const Result& result, std::size_t period, Language language);

/// A method by its name, and what it does.
struct MethodUsed {
    std::string_view name;
    std::string_view summary;  ///< in the language asked for
};

/// Those that an index combines, scales, transforms and weighs by, each once.
std::vector<MethodUsed> methods_used(const Index& index, Language language);

/// The lines as a table.
Table method_table(const Result& result, std::size_t period, Language language);

}  // namespace iiindex::detail
