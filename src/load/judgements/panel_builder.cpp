#include "load/judgements/panel_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/table/number.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

constexpr double most_on_scale = 9;  // Saaty's
constexpr double rounding = 0.05;    // 0.13 beside 8, 0.33 beside 3: the same judgement to two decimals
constexpr double most_points_off = 1e-6;

std::size_t pair_place(std::size_t first, std::size_t second) { return second * (second - 1) / 2 + first; }

/// "3", or "1/3" for what is one over a whole number.
std::string preference_text(double preference) {
    const double over = 1 / preference;
    const bool is_fraction = over > 1 && over < 1000 && std::abs(over - std::round(over)) < 1e-9 * over;
    return is_fraction ? fmt::format("1/{}", std::llround(over)) : shortest(preference);
}

/// What is asked for, in messages: "a rating".
std::string_view noun(JudgementKind kind) {
    switch (kind) {
        case JudgementKind::pairwise:
        case JudgementKind::best_worst: return translated("comparison", spoken());
        case JudgementKind::budget: return translated("number of points", spoken());
        case JudgementKind::rating: return translated("rating", spoken());
        case JudgementKind::ranking: return translated("rank", spoken());
    }
    return {};
}

}  // namespace

std::size_t PanelBuilder::open(const Text& text) {
    if (places_of_children_.empty()) {
        places_of_children_.resize(index_.nodes.size());
        for (const Node& node : index_.nodes) {
            for (std::size_t i = 0; i < node.children.size(); ++i) places_of_children_[node.children[i]] = i;
        }
    }
    texts_.push_back(&text);
    faults_.emplace_back();
    if (panel_.files.empty() || panel_.files.back() != text.file()) panel_.files.push_back(text.file());
    return texts_.size() - 1;
}

void PanelBuilder::fault(const CellPlace& at, std::string what, std::string remedy) {
    faults_[at.source].add({at.begin, std::max<std::size_t>(at.length, 1), std::move(what), std::move(remedy)});
}

std::string PanelBuilder::place_told(const CellPlace& at, std::size_t seen_from) const {
    const Text& text = *texts_[at.source];
    const std::string place = text.place(at.begin);
    if (at.source == seen_from) return place;
    return text.is_sheet() ? text.locate(at.begin).file
                           : said("line {} of {}", text.locate(at.begin).line, text.file());
}

std::size_t PanelBuilder::expert(std::string_view name) {
    if (const auto known = experts_as_written_.find(std::string(name)); known != experts_as_written_.end())
        return known->second;
    const auto [place, is_new] = experts_.emplace(normal_form(name), panel_.experts.size());
    if (is_new) {
        panel_.experts.push_back({cleaned(name)});
        weighted_at_.emplace_back();
    }
    experts_as_written_.emplace(name, place->second);
    return place->second;
}

std::size_t PanelBuilder::round(std::string_view label) {
    const auto [place, is_new] = rounds_.emplace(normal_form(label), panel_.rounds.size());
    if (is_new) panel_.rounds.push_back(cleaned(label));
    return place->second;
}

void PanelBuilder::expert_weight(std::size_t expert, double weight, const CellPlace& at) {
    if (!(weight > 0)) {
        return fault(at, said("weight of {} is {}, expected a number above 0", name_of(expert), shortest(weight)),
                     said("leave out the rows of an expert who does not count"));
    }
    auto& first = weighted_at_[expert];
    if (first && panel_.experts[expert].weight != weight) {
        return fault(at, said("weight of {} is {} here and {} at {}", name_of(expert), shortest(weight),
                              shortest(panel_.experts[expert].weight), place_told(*first, at.source)));
    }
    if (!first) first = at;
    panel_.experts[expert].weight = weight;
}

PanelBuilder::Entry* PanelBuilder::entry(const Who& who, JudgementKind kind, std::size_t parent, const CellPlace& at) {
    const auto [place, is_new] = groups_.try_emplace(parent);
    Group& group = place->second;
    if (is_new) group.kind = kind, group.at = at;
    if (group.kind != kind) {
        if (!group.is_mixed)
            fault(at,
                  said("the children of '{}' are judged by {} here and by {} at {}", code(parent), to_string(kind),
                       to_string(group.kind), place_told(group.at, at.source)),
                  said("weigh judgements of one kind at a time"));
        group.is_mixed = true;
        return nullptr;
    }
    const auto [found, is_first] = group.entries.try_emplace({who.round, who.expert});
    if (is_first) found->second.at = at;
    return &found->second;
}

void PanelBuilder::compare(const Who& who, std::size_t first, std::size_t second, double preference,
                           const CellPlace& at) {
    const std::size_t parent = index_.nodes[first].parent;
    Entry* const into = entry(who, JudgementKind::pairwise, parent, at);
    if (!into) return;
    const std::size_t n = children(parent).size();
    into->pairs.resize(n * (n - 1) / 2);
    std::size_t i = place_of(first), j = place_of(second);
    double asked = preference;
    if (i > j) {
        std::swap(i, j);
        asked = 1 / preference;
    }
    Pair& pair = into->pairs[pair_place(i, j)];
    if (std::isnan(pair.preference)) {
        pair = {asked, at};
        if (std::abs(std::log(preference)) > std::log(most_on_scale) + rounding) beyond_.emplace_back(at, preference);
        return;
    }
    if (std::abs(std::log(pair.preference / asked)) > rounding) {
        const double before = first == children(parent)[i] ? pair.preference : 1 / pair.preference;
        return fault(
            at,
            said("{} judged '{}' against '{}' twice differently: {} here, {} at {}", name_of(who.expert), code(first),
                 code(second), preference_text(preference), preference_text(before), place_told(pair.at, at.source)),
            said("the judgement of the pair the other way round is one over it"));
    }
    // Of 3 and 0.33 the one above 1 is written in full.
    if (preference > 1) pair.preference = asked;
}

void PanelBuilder::begin_row(const Who& who, JudgementKind kind, std::size_t parent, const CellPlace& at, Side side) {
    Entry* const into = entry(who, kind, parent, at);
    if (!into) return;
    Row& row = into->rows[side == Side::worst ? 1 : 0];
    if (row.begun)
        fault(at, said("{} stands here again, first at {}", name_of(who.expert), place_told(*row.begun, at.source)));
    else
        row.begun = at;
}

void PanelBuilder::number(const Who& who, JudgementKind kind, std::size_t node, double number, const CellPlace& at,
                          Side side) {
    const std::size_t parent = index_.nodes[node].parent;
    Entry* const into = entry(who, kind, parent, at);
    if (!into) return;
    Row& row = into->rows[side == Side::worst ? 1 : 0];
    row.numbers.resize(children(parent).size(), nothing);
    row.places.resize(children(parent).size());
    const std::size_t place = place_of(node);
    if (!std::isnan(row.numbers[place]) && !row.begun) {
        fault(at, said("{} judged '{}' twice, first at {}", name_of(who.expert), code(node),
                       place_told(row.places[place], at.source)));
    }
    row.numbers[place] = number;
    row.places[place] = at;
    row.has_any = true;
}

void PanelBuilder::blank(const Who& who, JudgementKind kind, std::size_t node, const CellPlace& at, Side side) {
    const std::size_t parent = index_.nodes[node].parent;
    Entry* const into = entry(who, kind, parent, at);
    if (!into) return;
    if (kind == JudgementKind::pairwise) return;
    Row& row = into->rows[side == Side::worst ? 1 : 0];
    row.numbers.resize(children(parent).size(), nothing);
    row.places.resize(children(parent).size());
    row.places[place_of(node)] = at;
}

void PanelBuilder::spoil(const Who& who, JudgementKind kind, std::size_t node, const CellPlace& at) {
    if (Entry* const into = entry(who, kind, index_.nodes[node].parent, at)) into->is_spoilt = true;
}

void PanelBuilder::base(const Who& who, std::size_t node, const CellPlace& at, Side side) {
    const std::size_t parent = index_.nodes[node].parent;
    if (Entry* const into = entry(who, JudgementKind::best_worst, parent, at))
        into->rows[side == Side::worst ? 1 : 0].base = place_of(node);
}

bool PanelBuilder::take_pairs(std::size_t parent, const Who& who, const Entry& entry, Judgement& judgement) {
    const std::size_t n = children(parent).size();
    std::vector<std::size_t> set(n);  // children that are tied together have one number
    std::iota(set.begin(), set.end(), std::size_t{0});
    for (std::size_t j = 1; j < n; ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            const double preference = entry.pairs.empty() ? nothing : entry.pairs[pair_place(i, j)].preference;
            if (std::isnan(preference)) continue;
            judgement.pairs.push_back({i, j, preference});
            std::replace(set.begin(), set.end(), std::size_t{set[j]}, std::size_t{set[i]});
        }
    }
    if (judgement.pairs.empty()) return false;
    std::vector<std::string> tied, apart;
    for (std::size_t i = 0; i < n; ++i)
        (set[i] == set[0] ? tied : apart).push_back(in_quotes(code(children(parent)[i])));
    if (apart.empty()) return true;
    fault(entry.at,
          said("the comparisons of {} do not connect {} with {}", name_of(who.expert), enumerated(apart),
               enumerated(tied)),
          said("a weight needs a chain of comparisons to each other one"));
    return false;
}

bool PanelBuilder::check_numbers(std::size_t parent, JudgementKind kind, const Who& who, const Row& row) {
    const std::size_t before = faults_[row.places[0].source].size();
    for (std::size_t i = 0; i < row.numbers.size(); ++i) {
        const double number = row.numbers[i];
        const auto refuse = [&](std::string_view expected) {
            fault(row.places[i], said("{} of '{}' by {} is {}, expected {}", noun(kind), code(children(parent)[i]),
                                      name_of(who.expert), shortest(number), expected));
        };
        const auto n = static_cast<double>(row.numbers.size());
        if (kind == JudgementKind::ranking && (number < 1 || number > n))
            refuse(said("a number from 1 to {}", row.numbers.size()));
        else if (kind == JudgementKind::rating && (number < 0 || number > 100))
            refuse(said("a number from 0 to 100"));
        else if (kind == JudgementKind::budget && number < 0)
            refuse(said("a number from 0 on"));
        else if (kind == JudgementKind::best_worst && number < 1)
            refuse(said("a number from 1 on"));
    }
    if (faults_[row.places[0].source].size() > before) return false;
    if (kind == JudgementKind::ranking) return true;
    if (std::accumulate(row.numbers.begin(), row.numbers.end(), 0.0) > 0) return true;
    fault(row.places[0], said("{} gave nothing but 0 to the children of '{}'", name_of(who.expert), code(parent)));
    return false;
}

bool PanelBuilder::take_row(std::size_t parent, const Group& group, const Who& who, const Row& row, const CellPlace& at,
                            std::vector<double>& numbers) {
    if (!row.has_any) return false;
    bool is_whole = true;
    for (std::size_t i = 0; i < row.numbers.size(); ++i) {
        if (!std::isnan(row.numbers[i])) continue;
        is_whole = false;
        const bool has_place = row.places[i].length > 0 || row.places[i].begin > 0;
        fault(has_place ? row.places[i] : at,
              said("no {} of '{}' by {}", noun(group.kind), code(children(parent)[i]), name_of(who.expert)),
              said("an expert judges all children of '{}' or none", code(parent)));
    }
    if (!is_whole || !check_numbers(parent, group.kind, who, row)) return false;
    numbers = row.numbers;
    return true;
}

bool PanelBuilder::take_best_worst(std::size_t parent, const Who& who, const Entry& entry, Judgement& judgement) {
    const auto base_of = [&](const Row& row, std::string_view word, std::size_t& base) {
        const auto ones = std::count(row.numbers.begin(), row.numbers.end(), 1.0);
        if (row.base) {
            base = *row.base;
            if (row.numbers[base] == 1) return true;
            fault(row.places[base], said("the {} of {} against itself is {}, expected 1", word, name_of(who.expert),
                                         shortest(row.numbers[base])));
            return false;
        }
        base = static_cast<std::size_t>(std::find(row.numbers.begin(), row.numbers.end(), 1.0) - row.numbers.begin());
        if (ones == 1) return true;
        fault(entry.at,
              ones == 0 ? said("no child of '{}' is the {} of {}: one is 1 against itself", code(parent), word,
                               name_of(who.expert))
                        : said("{} children of '{}' have a 1 in the row of the {} of {}", ones, code(parent), word,
                               name_of(who.expert)),
              said("name it in a column 'of'"));
        return false;
    };
    const bool has_best = base_of(entry.rows[0], translated("best", spoken()), judgement.best);
    if (!base_of(entry.rows[1], translated("worst", spoken()), judgement.worst) || !has_best) return false;
    if (judgement.best == judgement.worst && judgement.numbers.size() > 1) {
        fault(entry.at, said("'{}' is both the best and the worst of {}", code(children(parent)[judgement.best]),
                             name_of(who.expert)));
        return false;
    }
    if (std::abs(std::log(judgement.numbers[judgement.worst] / judgement.over_worst[judgement.best])) <= rounding)
        return true;
    fault(entry.rows[1].places[judgement.best],
          said("{} judged '{}' against '{}' twice differently: {} here, {} at {}", name_of(who.expert),
               code(children(parent)[judgement.best]), code(children(parent)[judgement.worst]),
               shortest(judgement.over_worst[judgement.best]), shortest(judgement.numbers[judgement.worst]),
               place_told(entry.rows[0].places[judgement.worst], entry.rows[1].places[judgement.best].source)));
    return false;
}

std::optional<Judgement> PanelBuilder::judgement(std::size_t parent, const Group& group, const Who& who,
                                                 const Entry& entry) {
    Judgement judgement{.expert = who.expert, .round = who.round, .pairs = {}, .numbers = {}, .over_worst = {}};
    if (group.kind == JudgementKind::pairwise) {
        if (!take_pairs(parent, who, entry, judgement)) return std::nullopt;
        return judgement;
    }
    const bool is_best_worst = group.kind == JudgementKind::best_worst;
    if (is_best_worst && entry.rows[0].has_any != entry.rows[1].has_any) {
        fault(entry.at,
              entry.rows[0].has_any
                  ? said("{} compared the children of '{}' with the best alone", name_of(who.expert), code(parent))
                  : said("{} compared the children of '{}' with the worst alone", name_of(who.expert), code(parent)),
              said("best-worst takes a row with vector 'best' and one with vector 'worst'"));
        return std::nullopt;
    }
    if (!take_row(parent, group, who, entry.rows[0], entry.at, judgement.numbers)) return std::nullopt;
    if (!is_best_worst) return judgement;
    if (!take_row(parent, group, who, entry.rows[1], entry.at, judgement.over_worst)) return std::nullopt;
    if (!take_best_worst(parent, who, entry, judgement)) return std::nullopt;
    return judgement;
}

void PanelBuilder::finish_group(std::size_t parent, Group& group) {
    if (index_.nodes[parent].aggregation.formula) {
        return fault(group.at,
                     said("weights of the children of '{}' do not count: it combines them by a formula", code(parent)),
                     said("leave out what was judged of them"));
    }
    JudgedNode node{.node = parent, .kind = group.kind, .judgements = {}};
    const auto has_any = [](const auto& one) {
        const Entry& entry = one.second;
        return entry.is_spoilt || !entry.pairs.empty() || entry.rows[0].has_any || entry.rows[1].has_any;
    };
    if (std::none_of(group.entries.begin(), group.entries.end(), has_any)) {
        const auto head = headed_.find(parent);
        return fault(head == headed_.end() ? group.at : head->second,
                     said("nobody judged the children of '{}'", code(parent)),
                     said("leave out its cells; it then keeps its weights"));
    }
    for (const auto& [key, entry] : group.entries) {
        if (entry.is_spoilt) continue;
        if (auto one = judgement(parent, group, {key.second, key.first}, entry))
            node.judgements.push_back(*std::move(one));
    }
    panel_.nodes.push_back(std::move(node));
}

void PanelBuilder::warn_of_budgets(std::size_t parent, const Group& group, std::vector<Problem>& warnings) const {
    std::map<double, std::size_t> totals;
    const auto total_of = [](const Entry& entry) {
        return std::accumulate(entry.rows[0].numbers.begin(), entry.rows[0].numbers.end(), 0.0);
    };
    for (const auto& [key, entry] : group.entries) {
        if (entry.rows[0].has_any) ++totals[round_half_up(total_of(entry), 6)];
    }
    if (totals.size() < 2) return;
    const double usual = std::max_element(totals.begin(), totals.end(), [](const auto& a, const auto& b) {
                             return a.second < b.second;
                         })->first;
    for (const auto& [key, entry] : group.entries) {
        const double total = total_of(entry);
        if (!entry.rows[0].has_any || std::abs(total - usual) <= most_points_off * usual) continue;
        const CellPlace& at = entry.rows[0].places[0];
        warnings.push_back(texts_[at.source]->problem(
            {at.begin, std::max<std::size_t>(at.length, 1),
             said("the points of {} for the children of '{}' sum to {}, most others' to {}", name_of(key.second),
                  code(parent), shortest(round_half_up(total, 6)), shortest(usual)),
             said("they are shared out to 1")}));
    }
}

void PanelBuilder::sort_rounds() {
    std::vector<double> numbers;
    for (const std::string& label : panel_.rounds) {
        const NumberCell cell = read_number(label, {}, said("a round"));
        if (cell.kind != NumberCell::Kind::number) return;
        numbers.push_back(cell.number);
    }
    std::vector<std::size_t> order(numbers.size()), rank(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return numbers[a] < numbers[b]; });
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
        labels.push_back(panel_.rounds[order[i]]);
    }
    panel_.rounds = std::move(labels);
    for (JudgedNode& node : panel_.nodes) {
        for (Judgement& one : node.judgements) one.round = rank[one.round];
        std::stable_sort(node.judgements.begin(), node.judgements.end(),
                         [](const auto& a, const auto& b) { return a.round < b.round; });
    }
}

Panel PanelBuilder::finish(std::vector<Problem>& warnings) {
    for (auto& [parent, group] : groups_) finish_group(parent, group);
    Gathered gathered;
    for (std::size_t i = 0; i < texts_.size(); ++i) gathered.from([&] { faults_[i].raise_if_any(*texts_[i]); });
    gathered.raise_if_any();
    if (panel_.nodes.empty() && !panel_.files.empty())
        throw InputError(
            Problem{.where = {panel_.files.front()}, .what = said("nobody judged anything"), .remedy = {}});
    for (const auto& [parent, group] : groups_) {
        if (group.kind == JudgementKind::budget) warn_of_budgets(parent, group, warnings);
    }
    for (const auto& [at, preference] : beyond_) {
        warnings.push_back(texts_[at.source]->problem(
            {at.begin,
             at.length,
             said("a preference of {} is beyond Saaty's scale, 1/9 to 9", preference_text(preference)),
             {}}));
    }
    warnings = iiindex::gathered(std::move(warnings));
    sort_rounds();
    return std::move(panel_);
}

}  // namespace iiindex::detail
