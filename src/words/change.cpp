#include "words/change.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t movers = 3;        ///< of those that moved most
constexpr std::size_t names_listed = 8;  ///< of those that a sentence counts

/// The change of a year in sentences.
class Sentences {
public:
    Sentences(const Changes& changes, Language language) : changes_(changes), language_(language) {}

    std::vector<std::string> all() const {
        std::vector<std::string> sentences;
        const auto add = [&](std::string sentence) {
            if (!sentence.empty()) sentences.push_back(std::move(sentence));
        };
        add(moved_most(1, marked("Climbed most: {}.")));
        add(moved_most(-1, marked("Fell most: {}.")));
        if (sentences.empty()) add(worded(language_, "No rank changed."));
        for (std::string& sentence : tiers_changed()) add(std::move(sentence));
        add(came_or_went(true, marked("New this year: {}.")));
        add(came_or_went(false, marked("No longer there: {}.")));
        return sentences;
    }

private:
    std::string name(const UnitChange& unit) const {
        const Result& known = unit.new_row ? changes_.after : changes_.before;
        return std::string(known.data.units.name(unit.new_row ? *unit.new_row : *unit.old_row, language_));
    }
    std::string named(std::vector<std::string> names) const {
        return named_units(changes_.after.index, std::move(names), names_listed, language_);
    }

    /// A sentence of the catalogue with its place filled.
    std::string filled(std::string_view sentence, const std::string& text) const {
        return fmt::format(fmt::runtime(translated(sentence, language_)), text);
    }

    std::string moved_most(int sign, std::string_view sentence) const {
        std::vector<std::pair<std::int64_t, const UnitChange*>> found;
        for (const UnitChange& unit : changes_.units) {
            if (unit.old_rank == 0 || unit.new_rank == 0) continue;
            const std::int64_t gained = sign * (std::int64_t{unit.old_rank} - std::int64_t{unit.new_rank});
            if (gained > 0) found.emplace_back(gained, &unit);
        }
        if (found.empty()) return {};
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        // Those that share the last place are all named, or none of them is.
        std::size_t count = std::min(movers, found.size());
        if (count < found.size() && found[count].first == found[count - 1].first &&
            found[0].first != found[count].first)
            while (found[count - 1].first == found[count].first) --count;
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < count; ++i) {
            texts.push_back(worded(language_, "{} ({} → {})", name(*found[i].second), found[i].second->old_rank,
                                   found[i].second->new_rank));
        }
        return filled(sentence, listed(texts, language_));
    }

    /// "甲、乙由第二梯队升入第一梯队。"
    std::vector<std::string> tiers_changed() const {
        std::map<std::pair<std::size_t, std::size_t>, std::vector<std::string>> moves;
        for (const UnitChange& unit : changes_.units) {
            if (unit.old_tier && unit.new_tier && *unit.old_tier != *unit.new_tier)
                moves[{*unit.old_tier, *unit.new_tier}].push_back(name(unit));
        }
        const auto& before = changes_.before.index.nodes[changes_.old_node].tiers;
        const auto& after = changes_.after.index.nodes[changes_.new_node].tiers;
        std::vector<std::string> sentences;
        for (auto& [tiers, names] : moves) {
            const bool is_up = tiers.second < tiers.first;
            const std::string& from = before->names[tiers.first - 1].in(language_);
            const std::string& to = after->names[tiers.second - 1].in(language_);
            sentences.push_back(
                is_up ? worded(language_, "Up from {1} to {2}: {0}.", named(std::move(names)), from, to)
                      : worded(language_, "Down from {1} to {2}: {0}.", named(std::move(names)), from, to));
        }
        return sentences;
    }

    std::string came_or_went(bool came, std::string_view sentence) const {
        std::vector<std::string> names;
        for (const UnitChange& unit : changes_.units) {
            if (came ? !unit.old_row : !unit.new_row) names.push_back(name(unit));
        }
        return names.empty() ? std::string() : filled(sentence, named(std::move(names)));
    }

    const Changes& changes_;
    Language language_;
};

}  // namespace

std::vector<std::string> change_sentences(const Changes& changes, Language language) {
    return Sentences(changes, language).all();
}

}  // namespace iiindex::detail
