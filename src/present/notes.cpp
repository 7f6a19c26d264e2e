#include "present/notes.hpp"

#include <algorithm>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "present/missing.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t reasons_listed = 10;

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
        const std::string_view origin = origin_words(group.origin, language);
        const auto words = [&](std::string_view one, std::string_view many) {
            return fmt::format(fmt::runtime(translated(group.count == 1 ? one : many, language)), origin, group.rule,
                               group.count);
        };
        parts.push_back(group.of == Change::Of::value
                            ? words(marked("{2} value {0} ({1})"), marked("{2} values {0} ({1})"))
                            : words(marked("{2} score {0} ({1})"), marked("{2} scores {0} ({1})")));
    }
    if (parts.empty()) return {};
    return worded(language, "Changed on the way: {}.", fmt::join(parts, list_comma(language)));
}

/// Where weights that aim at an influence do not reach it.
std::vector<std::string> weight_miss_notes(const Result& result, Language language) {
    std::vector<std::string> notes;
    for (const WeightMiss& miss : result.weight_misses) {
        const Node& node = result.index.nodes[miss.node];
        std::string period = result.data.periods[miss.period].label;
        if (!period.empty()) period = worded(language, " ({})", period);
        notes.push_back(
            worded(language,
                   "{}{}: no weights give each child the influence that is stated ({}); the nearest miss it "
                   "by up to {} points of share.",
                   node.name.in(language), period, node.weighting.method->name, fixed(100 * miss.missed, 2)));
    }
    return notes;
}

}  // namespace

std::vector<std::string> ranking_notes(const Result& result, const View& view, const std::vector<MissingLine>& lines) {
    std::vector<std::string> notes;
    if (std::string origins = origins_note(result, view.language); !origins.empty())
        notes.push_back(std::move(origins));
    if (std::string changes = change_note(result, view.language); !changes.empty()) notes.push_back(std::move(changes));
    for (std::string& note : missing_notes(lines, view.language)) notes.push_back(std::move(note));
    for (std::string& note : weight_miss_notes(result, view.language)) notes.push_back(std::move(note));
    const auto scores = result.scores_of(view.by);
    std::size_t without = 0;
    for (std::size_t row = 0; row < scores.size(); ++row) {
        if (!is_missing(scores[row])) continue;
        if (++without > reasons_listed) continue;
        notes.push_back(why_no_score(result, row, view.by, view.language));
    }
    if (without > reasons_listed) {
        notes.push_back(worded(view.language, "{} more have no score; JSON says why.",
                               view.language == Language::zh
                                   ? counted_units(result.index, without - reasons_listed, view.language)
                                   : std::to_string(without - reasons_listed)));
    }
    return notes;
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

std::string why_no_score(const Result& result, std::size_t row, std::size_t node, Language language) {
    std::string period = result.data.period_of(row).label;
    if (!period.empty()) period = worded(language, " ({})", period);
    const auto cause = std::find_if(result.absences.begin(), result.absences.end(), [&](const Absence& absence) {
        return absence.row == row && absence.node >= node &&
               (absence.node == node || result.index.nodes[absence.node].level > result.index.nodes[node].level);
    });
    const std::string_view name = result.data.units.name(row, language);
    if (cause == result.absences.end()) {
        return worded(language, "{}{} has no score: nothing below it was measured.", name, period);
    }
    return worded(language, "{}{} has no score: {} ({}).", name, period, reason_words(cause->reason, language),
                  result.index.nodes[cause->node].name.in(language));
}

}  // namespace iiindex
