#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

/// The words of tables and notes, one entry in both languages each.
enum class Label {
    rank,
    tier,
    code,
    name,
    english_name,
    period,
    origin,
    scores,
    unit_count,
    units,
    tier_ranking,
    ranking,
    node,
    what,
    printed,
    computed,
    source,
    finding,
    agree,
    compared,
    score_word,
    rank_word,
    tier_word,
    fact_word,
    total_row,
    verification,
    differences,
    facts_not_held,
    file,
    periods,
    indicators,
    values,
    missing_values,
    checked,
    empty_table,
    setting,
    method,
    keys,
    summary,
};

std::string_view label(Label label, Language language);

/// "正向", "negative".
Words direction_words(Direction direction);

/// A phrase in the reader's language with its places filled.
template <class... Args>
std::string phrase(Language language, std::string_view zh, std::string_view en, const Args&... args) {
    return fmt::format(fmt::runtime(language == Language::zh ? zh : en), args...);
}

/// Where a number comes from, in words.
std::string_view origin_words(Origin origin, Language language);

/// Why a score is missing, in words.
std::string_view reason_words(Reason reason, Language language);

/// Units set against each other: "甲 VS 乙", "A vs B".
std::string versus(const std::vector<std::string_view>& units, Language language);

/// The levels of a tree by name: total, primary index, secondary index, indicator.
std::string level_words(const Index& index, std::size_t node, Language language);
/// `level` 0 of the tree is the total.
std::string level_words(std::size_t level, Language language);
/// Of the leaves, whatever their level.
std::string_view indicator_word(Language language);

}  // namespace iiindex::detail
