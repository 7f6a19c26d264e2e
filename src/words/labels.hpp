#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

#include "ground/catalogue.hpp"

namespace iiindex::detail {

/// The words of tables and notes; in the catalogue.
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

/// A word of the catalogue.
struct MarkedWord {
    std::string_view english;

    std::string_view in(Language language) const { return translated(english, language); }
};

/// "正向", "negative".
MarkedWord direction_words(Direction direction);

/// A name and the period that it is of: "名称（2020）", "Name (2020)"; the name alone where the period has no label.
std::string with_period(std::string_view name, std::string_view period, Language language);

/// The periods of the data: "2020", "2019–2021".
std::string period_words(const Dataset& data);

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

/// The name of a node's tier, from 1; empty where there is none.
std::string tier_name(const Node& node, std::optional<std::size_t> tier, Language language);

}  // namespace iiindex::detail
