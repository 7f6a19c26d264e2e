#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/weigh.hpp>

#include "ground/parallel.hpp"
#include "present/columns.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t units_listed = 200;  ///< in a tier's line; a longer list reads as noise
constexpr std::size_t reasons_listed = 10;

/// One line of the ranked table.
struct Line {
    std::uint32_t row;
    Rank rank;
    std::uint32_t tier;  ///< 0: none
};

using Lines = Unwritten<Line>;

/// The tier of each of a run of ranked units. They mostly have the same, as those about both ends say.
class TierOf {
public:
    TierOf(const Tiers& tiers, double best, double worst)
        : tiers_(tiers), best_(tier_of(best + margin(best), tiers)), worst_(tier_of(worst - margin(worst), tiers)) {}

    std::uint32_t operator()(double score) const {
        return static_cast<std::uint32_t>(best_ == worst_ ? best_ : tier_of(score, tiers_));
    }

private:
    /// Wider than what tied scores differ by, whose order is that of the units.
    static double margin(double score) { return 1e-12 * std::max(1.0, std::abs(score)); }

    const Tiers& tiers_;
    std::size_t best_;
    std::size_t worst_;
};

/// The units of a period from best to worst: all, or those that rank `top` or better.
void append_lines(Lines& lines, const Result& result, const View& view, const Period& period,
                  std::optional<std::size_t> top) {
    const auto& tiers = result.index.nodes[view.by].tiers;
    const auto scores = result.scores_in(view.by, period);
    const Ranking ranking = rank(result, view.by, period, top);
    const auto scored =
        static_cast<std::size_t>(std::find(ranking.ranks_in_order.begin(), ranking.ranks_in_order.end(), Rank{0}) -
                                 ranking.ranks_in_order.begin());
    const std::size_t before = lines.size();
    lines.resize(before + ranking.order.size());
    for_blocks(ranking.order.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            lines[before + i] = {.row = static_cast<std::uint32_t>(period.first) + ranking.order[i],
                                 .rank = ranking.ranks_in_order[i],
                                 .tier = 0};
        }
        const std::size_t end = std::min(last, scored);
        if (!tiers || first >= end) return;
        const auto score_at = [&](std::size_t i) { return scores[ranking.order[i]]; };
        const TierOf tier(*tiers, score_at(first), score_at(end - 1));
        for (std::size_t i = first; i < end; ++i) lines[before + i].tier = tier(score_at(i));
    });
}

Lines ranked_lines(const Result& result, const View& view, std::optional<std::size_t> top) {
    Lines lines;
    for (const Period& period : result.data.periods) append_lines(lines, result, view, period, top);
    return lines;
}

/// The lines that the view asks for.
Lines shown_lines(const Result& result, const View& view) {
    Lines lines = ranked_lines(result, view, view.top);
    if (view.tier) std::erase_if(lines, [&](const Line& line) { return line.tier != *view.tier; });
    return lines;
}

/// The rows of a ranking, which lie far apart in memory: whoever reads one has a later one fetched, to be there once
/// those between have been written.
class RankedRows {
public:
    explicit RankedRows(std::shared_ptr<const Lines> lines) : lines_(std::move(lines)) {}

    std::size_t operator[](std::size_t i) const { return (*lines_)[i].row; }
    /// The row to fetch while the i-th is read, or one so many times as far ahead; the last where there is none.
    std::size_t ahead_of(std::size_t i, std::size_t times = 1) const {
        return (*lines_)[std::min(i + times * rows_ahead, lines_->size() - 1)].row;
    }

private:
    static constexpr std::size_t rows_ahead = 64;

    std::shared_ptr<const Lines> lines_;
};

bool has_periods(const Result& result) { return result.data.periods.size() > 1; }

std::vector<std::string> tier_names(const Tiers& tiers, Language language) {
    std::vector<std::string> names;
    for (const Name& name : tiers.names) names.push_back(name.in(language));
    return names;
}

/// "70 以上", "60-70", "55 以下", as tiers are printed.
std::string band_words(const Tiers& tiers, std::size_t tier, Language language) {
    if (tiers.cuts.empty()) return {};
    if (tier == 0) return phrase(language, "{} 以上", "{} and above", shortest(tiers.cuts[0]));
    if (tier == tiers.cuts.size()) return phrase(language, "{} 以下", "below {}", shortest(tiers.cuts.back()));
    return fmt::format("{}-{}", shortest(tiers.cuts[tier]), shortest(tiers.cuts[tier - 1]));
}

/// A tier of a period, whose units stand together in all lines.
struct Band {
    std::size_t period = 0;
    std::size_t tier = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The lines of all units, parted by period and tier. Made when first asked for: a format that shows no tiers does
/// not pay for them.
class Bands {
public:
    Bands(const Result& result, const View& view) : result_(result), view_(view) {
        for (std::size_t period = 0; period < result.data.periods.size(); ++period) {
            for (std::size_t tier = 1; tier <= result.index.nodes[view.by].tiers->names.size(); ++tier) {
                if (!view.tier || *view.tier == tier) bands_.push_back({.period = period, .tier = tier});
            }
        }
    }

    std::size_t size() const { return bands_.size(); }
    const Band& place(std::size_t i) const { return bands_[i]; }
    std::size_t count(std::size_t i) const {
        const Band& band = filled(i);
        return band.last - band.first;
    }
    /// "北京、上海", shortened where there are very many.
    const std::string& list(std::size_t i) const {
        filled(i);
        return lists_[i];
    }

private:
    const Band& filled(std::size_t i) const {
        std::call_once(once_, [this] { fill(); });
        return bands_[i];
    }

    void fill() const {
        const Lines lines = ranked_lines(result_, view_, {});
        for (Band& band : bands_) {
            const Period& period = result_.data.periods[band.period];
            const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(period.first);
            const auto end = begin + static_cast<std::ptrdiff_t>(period.count);
            const auto scored = std::partition_point(begin, end, [](const Line& line) { return line.rank != 0; });
            const auto of_tier = std::equal_range(
                begin, scored, Line{.row = 0, .rank = 0, .tier = static_cast<std::uint32_t>(band.tier)},
                [](const Line& a, const Line& b) { return a.tier < b.tier; });
            band.first = static_cast<std::size_t>(of_tier.first - lines.begin());
            band.last = static_cast<std::size_t>(of_tier.second - lines.begin());
            lists_.push_back(listed(lines, band));
        }
    }

    std::string listed(const Lines& lines, const Band& band) const {
        const std::size_t count = band.last - band.first;
        std::string text;
        for (std::size_t i = 0; i < std::min(count, units_listed); ++i) {
            if (i > 0) text += view_.language == Language::zh ? "、" : ", ";
            text += result_.data.units.name(lines[band.first + i].row, view_.language);
        }
        if (count > units_listed) text += phrase(view_.language, "……共 {} 个", ", … {} in all", count);
        return text;
    }

    const Result& result_;
    const View view_;
    mutable std::once_flag once_;
    mutable std::vector<Band> bands_;
    mutable std::vector<std::string> lists_;
};

/// The table's name, with the node's where that is not the whole index.
std::string title(const Result& result, const View& view, Label what) {
    const std::string_view name = label(what, view.language);
    if (view.by == 0) return std::string(name);
    return phrase(view.language, "{}{}", "{}: {}", result.index.nodes[view.by].name.in(view.language), name);
}

Table tier_table(const Result& result, const View& view) {
    const Node& node = result.index.nodes[view.by];
    const auto bands = std::make_shared<const Bands>(result, view);
    std::vector<std::string> ranges;
    for (std::size_t i = 0; i < bands->size(); ++i) {
        ranges.push_back(band_words(*node.tiers, bands->place(i).tier - 1, view.language));
    }
    Table table{.code = "tiers", .rows = bands->size()};
    table.title = title(result, view, Label::tier_ranking);
    if (has_periods(result)) {
        table.columns.push_back(
            text_column("period", label(Label::period, view.language), [&result, bands](std::size_t i) {
                return std::string_view(result.data.periods[bands->place(i).period].label);
            }));
    }
    table.columns.push_back(whole_column("tier", label(Label::tier, view.language),
                                         [bands](std::size_t i) { return bands->place(i).tier; }));
    table.columns.back().labels = tier_names(*node.tiers, view.language);
    table.columns.push_back(texts_column("scores", label(Label::scores, view.language), std::move(ranges)));
    table.columns.push_back(count_column("count", label(Label::unit_count, view.language),
                                         [bands](std::size_t i) { return bands->count(i); }));
    table.columns.push_back(text_column("units", label(Label::units, view.language),
                                        [bands](std::size_t i) -> const std::string& { return bands->list(i); }));
    table.columns.back().wraps = true;
    return table;
}

/// The total, the primary indices, then deeper nodes in tree order.
std::vector<std::size_t> shown_nodes(const Index& index, std::size_t depth) {
    std::vector<std::size_t> nodes;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        if (index.nodes[node].level <= depth) nodes.push_back(node);
    }
    std::stable_sort(nodes.begin(), nodes.end(), [&](std::size_t a, std::size_t b) {
        return std::min<std::size_t>(index.nodes[a].level, 2) < std::min<std::size_t>(index.nodes[b].level, 2);
    });
    return nodes;
}

Table ranked_table(const Result& result, const View& view, std::shared_ptr<const Lines> lines) {
    const Language language = view.language;
    const auto& tiers = result.index.nodes[view.by].tiers;
    Table table{.code = "ranking", .rows = lines->size()};
    table.title = title(result, view, Label::ranking);
    if (has_periods(result)) {
        table.columns.push_back(text_column("period", label(Label::period, language), [&result, lines](std::size_t i) {
            return std::string_view(result.data.period_of((*lines)[i].row).label);
        }));
    }
    table.columns.push_back(
        whole_column("rank", label(Label::rank, language), [lines](std::size_t i) { return (*lines)[i].rank; }));
    table.columns.push_back(
        whole_column("tier", label(Label::tier, language), [lines](std::size_t i) { return (*lines)[i].tier; }));
    if (tiers)
        table.columns.back().labels = tier_names(*tiers, language);
    else
        table.columns.back().audience = Audience::programs;
    const RankedRows rows(lines);
    table.columns.push_back(
        text_column("code", label(Label::code, language), [&codes = result.data.units.codes, rows](std::size_t i) {
            codes.fetch_place(rows.ahead_of(i, 2));
            codes.fetch(rows.ahead_of(i));
            return codes[rows[i]];
        }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column(
        "name", label(Label::name, language),
        [&result, lines, language](std::size_t i) { return result.data.units.name((*lines)[i].row, language); }));
    for (const std::size_t node : shown_nodes(result.index, view.depth)) {
        const auto scores = result.scores_of(node);
        table.columns.push_back(number_column(result.index.nodes[node].code, result.index.nodes[node].name.in(language),
                                              [scores, rows](std::size_t i) {
                                                  __builtin_prefetch(&scores[rows.ahead_of(i)]);
                                                  return scores[rows[i]];
                                              }));
        table.columns.back().digits = result.index.nodes[node].round.value_or(1);
    }
    return table;
}

Table absence_table(const Result& result) {
    Table table{.code = "absent", .rows = result.absences.size(), .audience = Audience::programs};
    const auto& absences = result.absences;
    table.columns = {
        text_column("period", "period",
                    [&](std::size_t i) { return std::string_view(result.data.period_of(absences[i].row).label); }),
        text_column("unit", "unit", [&](std::size_t i) { return result.data.units.codes[absences[i].row]; }),
        text_column("node", "node",
                    [&](std::size_t i) { return std::string_view(result.index.nodes[absences[i].node].code); }),
        text_column("reason", "reason", [&](std::size_t i) { return to_string(absences[i].reason); }),
    };
    return table;
}

Table change_table(const Result& result) {
    Table table{.code = "changed", .rows = result.changes.size(), .audience = Audience::programs};
    const auto& changes = result.changes;
    table.columns = {
        text_column("period", "period",
                    [&](std::size_t i) { return std::string_view(result.data.period_of(changes[i].row).label); }),
        text_column("unit", "unit", [&](std::size_t i) { return result.data.units.codes[changes[i].row]; }),
        text_column("node", "node",
                    [&](std::size_t i) { return std::string_view(result.index.nodes[changes[i].node].code); }),
        text_column(
            "of", "of",
            [&](std::size_t i) { return std::string_view(changes[i].of == Change::Of::value ? "value" : "score"); }),
        text_column("origin", "origin", [&](std::size_t i) { return to_string(changes[i].origin); }),
        text_column("rule", "rule", [&](std::size_t i) { return changes[i].rule; }),
        number_column("before", "before", [&](std::size_t i) { return changes[i].before.value_or(missing); }),
        number_column("after", "after", [&](std::size_t i) { return changes[i].after; }),
    };
    return table;
}

Table weight_table(const Result& result) {
    struct Weight {
        std::size_t period;
        std::size_t node;
    };
    const auto lines = std::make_shared<std::vector<Weight>>();
    for (std::size_t period = 0; period < result.data.periods.size(); ++period) {
        for (std::size_t node = 1; node < result.index.nodes.size(); ++node) lines->push_back({period, node});
    }
    const auto node_of = [&result, lines](std::size_t i) -> const Node& {
        return result.index.nodes[(*lines)[i].node];
    };
    Table table{.code = "weights", .rows = lines->size(), .audience = Audience::programs};
    table.columns = {
        text_column("period", "period",
                    [&result, lines](std::size_t i) {
                        return std::string_view(result.data.periods[(*lines)[i].period].label);
                    }),
        text_column("node", "node", [node_of](std::size_t i) { return std::string_view(node_of(i).code); }),
        number_column("weight", "weight",
                      [&result, lines](std::size_t i) { return result.weights[(*lines)[i].period][(*lines)[i].node]; }),
        text_column("origin", "origin", [node_of](std::size_t i) { return to_string(node_of(i).weight_origin); }),
        text_column("weighting", "weighting",
                    [&result, node_of](std::size_t i) {
                        const WeightingMethod* const method = result.index.nodes[node_of(i).parent].weighting.method;
                        return method ? method->name : std::string_view("given");
                    }),
    };
    return table;
}

Table treatment_table(const Result& result) {
    const auto& treatments = result.treatments;
    const auto shape = [&](std::string_view code, auto member) {
        return number_column(code, code, [&treatments, member](std::size_t i) {
            return std::optional<double>(treatments[i].*member).value_or(missing);
        });
    };
    Table table{.code = "treatments", .rows = treatments.size(), .audience = Audience::programs};
    table.columns = {
        text_column("period", "period",
                    [&](std::size_t i) { return std::string_view(result.data.periods[treatments[i].period].label); }),
        text_column("indicator", "indicator",
                    [&](std::size_t i) {
                        return std::string_view(
                            result.index.nodes[result.index.indicators[treatments[i].indicator]].code);
                    }),
        shape("skewness", &TreatmentReport::skewness),
        shape("kurtosis", &TreatmentReport::kurtosis),
        count_column("winsorised", "winsorised", [&](std::size_t i) { return treatments[i].winsorised; }),
        shape("winsorised_skewness", &TreatmentReport::winsorised_skewness),
        shape("winsorised_kurtosis", &TreatmentReport::winsorised_kurtosis),
        shape("reshaped_skewness", &TreatmentReport::reshaped_skewness),
        shape("reshaped_kurtosis", &TreatmentReport::reshaped_kurtosis),
    };
    return table;
}

/// "12 values imputed (group-mean), 5 treated (winsorised)", by origin and rule in order of first appearance.
std::string change_note(const Result& result, Language language) {
    struct Group {
        Change::Of of;
        Origin origin;
        std::string_view rule;
        std::size_t count;
    };
    std::vector<Group> groups;
    for (const Change& change : result.changes) {
        const auto same = [&](const Group& g) {
            return g.of == change.of && g.origin == change.origin && g.rule == change.rule;
        };
        const auto found = std::find_if(groups.begin(), groups.end(), same);
        if (found == groups.end())
            groups.push_back({change.of, change.origin, change.rule, 1});
        else
            ++found->count;
    }
    std::vector<std::string> parts;
    for (const Group& group : groups) {
        const bool value = group.of == Change::Of::value;
        parts.push_back(phrase(language, "{2} 个{3}（{1}，{0}）", "{2} {3} {0} ({1})",
                               origin_words(group.origin, language), group.rule, group.count,
                               language == Language::zh ? (value ? "指标值" : "得分") : (value ? "values" : "scores")));
    }
    if (parts.empty()) return {};
    return phrase(language, "计算中改动：{}。", "Changed on the way: {}.",
                  fmt::join(parts, language == Language::zh ? "、" : ", "));
}

std::string_view overall_origin(const Dataset& data) {
    const auto origins = origins_of(data);
    if (origins.size() > 1) return "several";
    return to_string(origins.empty() ? Origin::unstated : origins.front());
}

void add_notes(Document& document, const Result& result, const View& view) {
    if (std::string origins = origins_note(result, view.language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
    if (std::string changes = change_note(result, view.language); !changes.empty()) {
        document.notes.push_back(std::move(changes));
    }
    const auto scores = result.scores_of(view.by);
    std::size_t without = 0;
    for (std::size_t row = 0; row < scores.size(); ++row) {
        if (!is_missing(scores[row])) continue;
        if (++without > reasons_listed) continue;
        document.notes.push_back(why_no_score(result, row, view.by, view.language));
    }
    if (without > reasons_listed) {
        document.notes.push_back(phrase(view.language, "另有 {} 个无得分，原因见 JSON 输出。",
                                        "{} more have no score; JSON says why.", without - reasons_listed));
    }
}

}  // namespace

std::string why_no_score(const Result& result, std::size_t row, std::size_t node, Language language) {
    std::string period = result.data.period_of(row).label;
    if (!period.empty()) period = phrase(language, "（{}）", " ({})", period);
    const auto cause = std::find_if(result.absences.begin(), result.absences.end(), [&](const Absence& absence) {
        return absence.row == row && absence.node >= node &&
               (absence.node == node || result.index.nodes[absence.node].level > result.index.nodes[node].level);
    });
    const std::string_view name = result.data.units.name(row, language);
    if (cause == result.absences.end()) {
        return phrase(language, "{}{}无得分：其下没有任何测得的值。",
                      "{}{} has no score: nothing below it was measured.", name, period);
    }
    return phrase(language, "{}{}无得分：{}（{}）。", "{}{} has no score: {} ({}).", name, period,
                  reason_words(cause->reason, language), result.index.nodes[cause->node].name.in(language));
}

Document ranking_document(const Result& result, const View& view) {
    Document document{.code = "compute", .title = result.index.root().name.in(view.language)};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"by", std::string_view(result.index.nodes[view.by].code)},
                      {"origin", overall_origin(result.data)},
                      {"note", std::string_view(result.data.note)}};
    if (!has_periods(result)) {
        document.facts.insert(document.facts.begin() + 1, {"period", std::string_view(result.data.periods[0].label)});
    }
    if (result.index.nodes[view.by].tiers) document.tables.push_back(tier_table(result, view));
    document.main = document.tables.size();
    document.tables.push_back(ranked_table(result, view, std::make_shared<const Lines>(shown_lines(result, view))));
    document.tables.push_back(absence_table(result));
    document.tables.push_back(change_table(result));
    document.tables.push_back(treatment_table(result));
    document.tables.push_back(weight_table(result));
    add_notes(document, result, view);
    return document;
}

}  // namespace iiindex
