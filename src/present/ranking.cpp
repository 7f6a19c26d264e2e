#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/weigh.hpp>

#include "columns.hpp"
#include "labels.hpp"
#include "origins.hpp"

namespace iiindex {
namespace {

constexpr std::size_t units_listed = 200;      ///< in a tier's line; a longer list reads as noise
constexpr std::size_t reasons_listed = 10;

/// One line of the ranked table.
struct Line {
    std::uint32_t row;
    Rank rank;
    std::uint32_t tier;   ///< 0: none
};

using Lines = std::vector<Line>;

/// All units, by period and from best to worst.
Lines ranked_lines(const Result& result, const View& view) {
    const auto& tiers = result.index.nodes[view.by].tiers;
    Lines lines;
    for (const Period& period : result.data.periods) {
        const auto scores = result.scores_of(view.by).subspan(period.first, period.count);
        const Ranking ranking = rank(scores);
        for (const std::uint32_t unit : ranking.order) {
            const Rank place = ranking.ranks[unit];
            const bool has_tier = tiers && place != 0;
            const auto tier = has_tier ? static_cast<std::uint32_t>(tier_of(scores[unit], *tiers)) : 0;
            lines.push_back({static_cast<std::uint32_t>(period.first) + unit, place, tier});
        }
    }
    return lines;
}

/// The lines that the view asks for.
Lines shown_lines(Lines lines, const View& view) {
    std::erase_if(lines, [&](const Line& line) {
        return (view.tier && line.tier != *view.tier) || (view.top && (line.rank == 0 || line.rank > *view.top));
    });
    return lines;
}

bool has_periods(const Result& result) {
    return result.data.periods.size() > 1;
}

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

/// A tier of a period, with its units in order of rank.
struct Band {
    std::size_t period;
    std::size_t tier;
    std::vector<std::uint32_t> rows;
};

std::vector<Band> bands(const Result& result, const View& view, const Lines& lines) {
    const std::size_t tiers = result.index.nodes[view.by].tiers->names.size();
    std::vector<Band> all;
    for (std::size_t period = 0; period < result.data.periods.size(); ++period) {
        for (std::size_t tier = 1; tier <= tiers; ++tier) {
            if (!view.tier || *view.tier == tier) all.push_back({period, tier, {}});
        }
    }
    auto band = all.begin();
    for (const Line& line : lines) {
        if (line.tier == 0 || (view.tier && line.tier != *view.tier)) continue;
        const auto is_its_own = [&](const Band& b) {
            return b.tier == line.tier && line.row >= result.data.periods[b.period].first &&
                   line.row < result.data.periods[b.period].end();
        };
        band = std::find_if(band, all.end(), is_its_own);   // lines come by period, then by tier
        band->rows.push_back(line.row);
    }
    return all;
}

std::string listed(const Result& result, const Band& band, Language language) {
    const bool zh = language == Language::zh;
    std::string text;
    for (std::size_t i = 0; i < std::min(band.rows.size(), units_listed); ++i) {
        if (i > 0) text += zh ? "、" : ", ";
        text += result.data.units.name(band.rows[i], language);
    }
    if (band.rows.size() > units_listed) {
        text += phrase(language, "……共 {} 个", ", … {} in all", band.rows.size());
    }
    return text;
}

/// The table's name, with the node's where that is not the whole index.
std::string title(const Result& result, const View& view, Label what) {
    const std::string_view name = label(what, view.language);
    if (view.by == 0) return std::string(name);
    return phrase(view.language, "{}{}", "{}: {}", result.index.nodes[view.by].name.in(view.language), name);
}

Table tier_table(const Result& result, const View& view, const Lines& lines) {
    const Node& node = result.index.nodes[view.by];
    const auto found = std::make_shared<const std::vector<Band>>(bands(result, view, lines));
    std::vector<std::string> ranges, lists;
    for (const Band& band : *found) {
        ranges.push_back(band_words(*node.tiers, band.tier - 1, view.language));
        lists.push_back(listed(result, band, view.language));
    }

    Table table{.code = "tiers", .rows = found->size()};
    table.title = title(result, view, Label::tier_ranking);
    if (has_periods(result)) {
        table.columns.push_back(text_column("period", label(Label::period, view.language), [&result, found](std::size_t i) {
            return std::string_view(result.data.periods[(*found)[i].period].label);
        }));
    }
    table.columns.push_back(whole_column("tier", label(Label::tier, view.language),
                                         [found](std::size_t i) { return (*found)[i].tier; }));
    table.columns.back().labels = tier_names(*node.tiers, view.language);
    table.columns.push_back(texts_column("scores", label(Label::scores, view.language), std::move(ranges)));
    table.columns.push_back(count_column("count", label(Label::unit_count, view.language),
                                         [found](std::size_t i) { return (*found)[i].rows.size(); }));
    table.columns.push_back(texts_column("units", label(Label::units, view.language), std::move(lists)));
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
    if (tiers) table.columns.back().labels = tier_names(*tiers, language);
    else table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("code", label(Label::code, language), [&result, lines](std::size_t i) {
        return result.data.units.codes[(*lines)[i].row];
    }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(
        text_column("name", label(Label::name, language), [&result, lines, language](std::size_t i) {
            return result.data.units.name((*lines)[i].row, language);
        }));
    for (const std::size_t node : shown_nodes(result.index, view.depth)) {
        const auto scores = result.scores_of(node);
        table.columns.push_back(number_column(result.index.nodes[node].code, result.index.nodes[node].name.in(language),
                                              [scores, lines](std::size_t i) { return scores[(*lines)[i].row]; }));
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
        text_column("of", "of", [&](std::size_t i) {
            return std::string_view(changes[i].of == Change::Of::value ? "value" : "score");
        }),
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
    const auto node_of = [&result, lines](std::size_t i) -> const Node& { return result.index.nodes[(*lines)[i].node]; };
    Table table{.code = "weights", .rows = lines->size(), .audience = Audience::programs};
    table.columns = {
        text_column("period", "period", [&result, lines](std::size_t i) {
            return std::string_view(result.data.periods[(*lines)[i].period].label);
        }),
        text_column("node", "node", [node_of](std::size_t i) { return std::string_view(node_of(i).code); }),
        number_column("weight", "weight", [&result, lines](std::size_t i) {
            return result.weights[(*lines)[i].period][(*lines)[i].node];
        }),
        text_column("origin", "origin", [node_of](std::size_t i) { return to_string(node_of(i).weight_origin); }),
        text_column("weighting", "weighting", [&result, node_of](std::size_t i) {
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
        text_column("period", "period", [&](std::size_t i) {
            return std::string_view(result.data.periods[treatments[i].period].label);
        }),
        text_column("indicator", "indicator", [&](std::size_t i) {
            return std::string_view(result.index.nodes[result.index.indicators[treatments[i].indicator]].code);
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
        if (found == groups.end()) groups.push_back({change.of, change.origin, change.rule, 1});
        else ++found->count;
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
        document.notes.push_back(phrase(view.language, "另有 {} 个无得分，原因见 JSON 输出。", "{} more have no score; JSON says why.",
                                             without - reasons_listed));
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
        return phrase(language, "{}{}无得分：其下没有任何测得的值。", "{}{} has no score: nothing below it was measured.", name,
                           period);
    }
    return phrase(language, "{}{}无得分：{}（{}）。", "{}{} has no score: {} ({}).", name, period,
                       reason_words(cause->reason, language), result.index.nodes[cause->node].name.in(language));
}

Document ranking_document(const Result& result, const View& view) {
    Document document{.code = "compute", .title = result.index.root().name.in(view.language)};
    Lines lines = ranked_lines(result, view);
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"by", std::string_view(result.index.nodes[view.by].code)},
                      {"origin", overall_origin(result.data)},
                      {"note", std::string_view(result.data.note)}};
    if (!has_periods(result)) {
        document.facts.insert(document.facts.begin() + 1, {"period", std::string_view(result.data.periods[0].label)});
    }
    if (result.index.nodes[view.by].tiers) document.tables.push_back(tier_table(result, view, lines));
    document.main = document.tables.size();
    document.tables.push_back(
        ranked_table(result, view, std::make_shared<const Lines>(shown_lines(std::move(lines), view))));
    document.tables.push_back(absence_table(result));
    document.tables.push_back(change_table(result));
    document.tables.push_back(treatment_table(result));
    document.tables.push_back(weight_table(result));
    add_notes(document, result, view);
    return document;
}

}  // namespace iiindex
