#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/result.hpp>

#include "fast/fetch.hpp"
#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "present/columns.hpp"
#include "present/missing.hpp"
#include "present/notes.hpp"
#include "present/result_tables.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/bands.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t units_listed = 200;  ///< in a tier's line; a longer list reads as noise

/// A unit of a period in the order of its rank.
struct RankedUnit {
    std::uint32_t row;
    Rank rank;
    std::uint32_t tier;  ///< 0: none
};

using RankedUnits = Unwritten<RankedUnit>;

/// The tiers of a run of ranked units. Most runs lie in one tier: then no score need be read but the first and the
/// last.
class TierOf {
public:
    TierOf(const Tiers& tiers, double best, double worst, double tolerance)
        : tiers_(tiers),
          tolerance_(tolerance),
          best_(tier_of(best, tiers, 2 * tolerance)),
          worst_(tier_of(worst, tiers, 0)) {}

    bool is_one() const { return best_ == worst_; }
    std::uint32_t best() const { return static_cast<std::uint32_t>(best_); }
    std::uint32_t operator()(double score) const {
        return static_cast<std::uint32_t>(tier_of(score, tiers_, tolerance_));
    }

private:
    const Tiers& tiers_;
    double tolerance_;
    std::size_t best_;   ///< what tied scores, which stand in the order of the units, may have at best
    std::size_t worst_;  ///< likewise at worst
};

/// The units of a period from best to worst: all, or those that rank `top` or better.
void append_ranked(RankedUnits& ranked, const Result& result, const View& view, const Period& period,
                   std::optional<std::size_t> top) {
    const auto& tiers = result.index.nodes[view.by].tiers;
    const auto scores = result.scores_in(view.by, period);
    const Ranking ranking = rank(result, view.by, period, top);
    const auto scored =
        static_cast<std::size_t>(std::find(ranking.ranks_in_order.begin(), ranking.ranks_in_order.end(), Rank{0}) -
                                 ranking.ranks_in_order.begin());
    const std::size_t before = ranked.size();
    ranked.resize(before + ranking.order.size());
    for_blocks(ranking.order.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            ranked[before + i] = {.row = static_cast<std::uint32_t>(period.first) + ranking.order[i],
                                  .rank = ranking.ranks_in_order[i],
                                  .tier = 0};
        }
        const std::size_t end = std::min(last, scored);
        if (!tiers || first >= end) return;
        const auto score_at = [&](std::size_t i) { return scores[ranking.order[i]]; };
        const TierOf tier(*tiers, score_at(first), score_at(end - 1), result.tolerance(view.by, period));
        for (std::size_t i = first; i < end; ++i) {
            ranked[before + i].tier = tier.is_one() ? tier.best() : tier(score_at(i));
        }
    });
}

RankedUnits ranked_units(const Result& result, const View& view, std::optional<std::size_t> top) {
    RankedUnits ranked;
    for (const Period& period : result.data.periods) append_ranked(ranked, result, view, period, top);
    return ranked;
}

/// The units that the view asks for.
RankedUnits shown_units(const Result& result, const View& view) {
    RankedUnits ranked = ranked_units(result, view, view.top);
    if (view.tier) std::erase_if(ranked, [&](const RankedUnit& unit) { return unit.tier != *view.tier; });
    return ranked;
}

/// The rows of a ranking, which lie far apart in memory: whoever reads one has a later one fetched, to be there once
/// those between have been written.
class RankedRows {
public:
    explicit RankedRows(std::shared_ptr<const RankedUnits> ranked) : ranked_(std::move(ranked)) {}

    std::size_t operator[](std::size_t i) const { return (*ranked_)[i].row; }
    /// The row to fetch while the i-th is read, or one so many times as far ahead; the last where there is none.
    std::size_t ahead_of(std::size_t i, std::size_t times = 1) const {
        return (*ranked_)[std::min(i + times * rows_ahead, ranked_->size() - 1)].row;
    }

private:
    static constexpr std::size_t rows_ahead = 64;

    std::shared_ptr<const RankedUnits> ranked_;
};

bool has_periods(const Result& result) { return result.data.periods.size() > 1; }

std::vector<std::string> tier_names(const Tiers& tiers, Language language) {
    std::vector<std::string> names;
    for (const Name& name : tiers.names) names.push_back(name.in(language));
    return names;
}

/// A tier of a period, whose units stand together among all ranked ones.
struct Band {
    std::size_t period = 0;
    std::size_t tier = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

/// All units, by period and tier. Made when first asked for: a format that shows no tiers does
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
    const Band& operator[](std::size_t i) const { return bands_[i]; }
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
        const RankedUnits ranked = ranked_units(result_, view_, {});
        for (Band& band : bands_) {
            const Period& period = result_.data.periods[band.period];
            const auto begin = ranked.begin() + static_cast<std::ptrdiff_t>(period.first);
            const auto end = begin + static_cast<std::ptrdiff_t>(period.count);
            const auto scored = std::partition_point(begin, end, [](const RankedUnit& unit) { return unit.rank != 0; });
            const auto of_tier = std::equal_range(
                begin, scored, RankedUnit{.row = 0, .rank = 0, .tier = static_cast<std::uint32_t>(band.tier)},
                [](const RankedUnit& a, const RankedUnit& b) { return a.tier < b.tier; });
            band.first = static_cast<std::size_t>(of_tier.first - ranked.begin());
            band.last = static_cast<std::size_t>(of_tier.second - ranked.begin());
            lists_.push_back(listed(ranked, band));
        }
    }

    std::string listed(const RankedUnits& ranked, const Band& band) const {
        const std::size_t count = band.last - band.first;
        std::string text;
        for (std::size_t i = 0; i < std::min(count, units_listed); ++i) {
            if (i > 0) text += list_comma(view_.language);
            text += result_.data.units.name(ranked[band.first + i].row, view_.language);
        }
        if (count > units_listed)
            text += worded(view_.language, ", … {} in all", counted_units(result_.index, count, view_.language));
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
    return worded(view.language, "{}: {}", result.index.nodes[view.by].name.in(view.language), name);
}

Table tier_table(const Result& result, const View& view) {
    const Tiers& tiers = *result.index.nodes[view.by].tiers;
    const auto bands = std::make_shared<const Bands>(result, view);
    std::vector<std::string> ranges;
    for (std::size_t i = 0; i < bands->size(); ++i) {
        ranges.push_back(band_of(tiers, (*bands)[i].tier - 1, view.language));
    }
    TableOf<std::size_t> table("tiers", title(result, view, Label::tier_ranking), numbers_between(0, bands->size()));
    if (has_periods(result)) {
        table.text("period", label(Label::period, view.language),
                   [&periods = result.data.periods, bands](std::size_t i) -> const std::string& {
                       return periods[(*bands)[i].period].label;
                   });
    }
    table.whole(
        "tier", label(Label::tier, view.language), [bands](std::size_t i) { return (*bands)[i].tier; },
        tier_names(tiers, view.language));
    table.column(texts_column("scores", label(Label::scores, view.language), std::move(ranges)));
    table.only_for(Audience::people);
    const auto cut = [&tiers, bands](std::size_t above) {
        return [&tiers, bands, above](std::size_t i) {  // the first tier has no end above, the last none below
            const std::size_t place = (*bands)[i].tier - above;
            return place - 1 < tiers.cuts.size() ? tiers.cuts[place - 1] : missing;
        };
    };
    table.column(number_column("from", "from", cut(0)));
    table.only_for(Audience::programs);
    table.column(number_column("below", "below", cut(1)));
    table.only_for(Audience::programs);
    table.count("count", units_title(result.index, view.language), [bands](std::size_t i) { return bands->count(i); });
    table.text("units", label(Label::units, view.language),
               [bands](std::size_t i) -> const std::string& { return bands->list(i); });
    table.only_for(Audience::people);
    return table.wrapped().take();
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

Table ranked_table(const Result& result, const View& view) {
    const Language language = view.language;
    const auto& tiers = result.index.nodes[view.by].tiers;
    const auto ranked = std::make_shared<const RankedUnits>(shown_units(result, view));
    TableOf<RankedUnit> table("ranking", title(result, view, Label::ranking), ranked);
    if (has_periods(result)) {
        table.text("period", label(Label::period, language),
                   [&data = result.data](const RankedUnit& unit) -> const std::string& {
                       return data.period_of(unit.row).label;
                   });
    }
    table.whole("rank", label(Label::rank, language), &RankedUnit::rank);
    table.whole("tier", label(Label::tier, language), &RankedUnit::tier,
                tiers ? tier_names(*tiers, language) : std::vector<std::string>());
    table.spare();  // the table of tiers above names its units
    if (!tiers) table.only_for(Audience::programs);
    const RankedRows rows(ranked);
    table.column(
        text_column("code", label(Label::code, language), [&codes = result.data.units.codes, rows](std::size_t i) {
            codes.fetch_place(rows.ahead_of(i, 2));
            codes.fetch(rows.ahead_of(i));
            return codes[rows[i]];
        }));
    table.only_for(Audience::programs);
    table.text("name", label(Label::name, language), [&units = result.data.units, language](const RankedUnit& unit) {
        return units.name(unit.row, language);
    });
    for (const std::size_t node : shown_nodes(result.index, view.depth)) {
        const Node& settings = result.index.nodes[node];
        Column scores = number_column(settings.code, settings.name.in(language),
                                      [scores = result.scores_of(node), rows](std::size_t i) {
                                          fetch(&scores[rows.ahead_of(i)]);
                                          return scores[rows[i]];
                                      });
        scores.digits = digits_of(result.index, node);
        scores.cuts = cuts_to_reach(result, node);
        if (!result.gaps.empty()) {
            scores.remark = [&result, rows, node, language](std::size_t i) {
                return missing_remark(result, rows[i], node, language);
            };
        }
        table.column(std::move(scores));
    }
    return table.take();
}

}  // namespace

Document ranking_document(const Result& result, const View& view) {
    Document document{
        .code = "compute",
        .title = with_period(result.index.root().name.in(view.language), period_words(result.data), view.language)};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"by", std::string_view(result.index.nodes[view.by].code)},
                      {"origin", overall_origin(origins_of(result.data))},
                      {"note", std::string_view(result.data.note.in(view.language))}};
    if (!has_periods(result)) {
        document.facts.insert(document.facts.begin() + 1, {"period", std::string_view(result.data.periods[0].label)});
    }
    if (result.index.nodes[view.by].tiers) document.tables.push_back(tier_table(result, view));
    document.main = document.tables.size();
    document.tables.push_back(ranked_table(result, view));
    std::vector<MissingLine> lines = missing_lines(result);
    document.notes = ranking_notes(result, view, lines);
    document.tables.push_back(missing_table(std::move(lines), view.language));
    document.tables.push_back(absence_table(result));
    document.tables.push_back(change_table(result));
    document.tables.push_back(treatment_table(result));
    document.tables.push_back(weight_table(result));
    document.tables.push_back(weight_miss_table(result));
    return document;
}

}  // namespace iiindex
