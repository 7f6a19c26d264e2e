#pragma once

#include <optional>
#include <string_view>

#include <iiindex/judgements.hpp>

namespace iiindex::detail {

/// What a column of a table of judgements holds, beside those of nodes.
enum class JudgementColumn {
    expert,
    expert_weight,
    round,
    kind,
    first,
    second,
    preference,
    node,
    points,
    rating,
    rank,
    vector,
    of,
};

/// The column that goes by a title, in English or Chinese.
std::optional<JudgementColumn> judgement_column(std::string_view title);

/// The kind that a column of numbers is of: points are of a budget.
std::optional<JudgementKind> kind_of(JudgementColumn column);

/// The kind that a cell names, by its name or in Chinese.
std::optional<JudgementKind> kind_named(std::string_view text);

/// Whether a cell of the column `vector` says best (true) or worst.
std::optional<bool> says_best(std::string_view text);

}  // namespace iiindex::detail
