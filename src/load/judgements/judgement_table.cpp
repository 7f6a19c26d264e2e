#include "load/judgements/judgement_table.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/judgements/answers.hpp"
#include "load/judgements/arranged.hpp"
#include "load/judgements/matrix_rows.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {

bool holds_judgements(const std::vector<CellRow>& rows, const NodeNames& names) {
    if (begins_matrix(rows, names, 0) || begins_matrix(rows, names, 1)) return true;
    const auto& titles = rows.front().cells;
    const auto says = [&](const GridCell& title) {
        return judgement_column(title.text) || names.knows(title.text) || !names.named_in(title.text).empty();
    };
    return std::count_if(titles.begin(), titles.end(), says) >= 2 || has_a_column_an_expert(rows, names);
}

JudgementTable::JudgementTable(const TableText& table, std::vector<CellRow> rows, std::string name, const Index& index,
                               const NodeNames& names, std::optional<JudgementKind> kind, PanelBuilder& builder,
                               std::vector<Problem>& warnings)
    : rows_(std::move(rows)),
      name_(std::move(name)),
      index_(index),
      names_(names),
      kind_(kind),
      builder_(builder),
      text_(table.text()),
      decimal_(table.dialect().decimal),
      warnings_(warnings),
      source_(builder.open(text_)) {}

void JudgementTable::read() {
    if (begins_matrix(rows_, names_, 0) || begins_matrix(rows_, names_, 1)) return read_matrices();
    rows_ = arranged(std::move(rows_), names_, text_, warnings_);
    read_titles();
    if (has(Column::first) && has(Column::second) && has(Column::preference)) return read_pairs();
    const bool has_numbers = has(Column::points) || has(Column::rating) || has(Column::rank);
    if (has(Column::node) && has_numbers) return read_long();
    read_wide();
}

const GridCell& JudgementTable::cell(const Row& row, Column column) const {
    const auto place = columns_[static_cast<std::size_t>(column)];
    return place ? cell(row, *place) : none_;
}

void JudgementTable::unknown_node(const GridCell& cell) {
    builder_.fault(at(cell), said("unknown node '{}'", cell.text), names_.near(cell.text));
}

std::optional<std::size_t> JudgementTable::node_in(const GridCell& cell) {
    const auto& nodes = names_.find(cell.text);
    if (nodes.size() == 1) return nodes.front();
    if (nodes.empty())
        unknown_node(cell);
    else
        builder_.fault(at(cell),
                       said("'{}' is the name of both '{}' and '{}'", cell.text, index_.nodes[nodes[0]].code,
                            index_.nodes[nodes[1]].code),
                       said("write the code"));
    return std::nullopt;
}

/// The number of a cell; nothing where it holds none or is at fault, which is told.
std::optional<double> JudgementTable::number_of(NumberCell read, const GridCell& cell) {
    if (read.kind == NumberCell::Kind::number) return read.number;
    if (read.kind == NumberCell::Kind::fault) builder_.fault(at(cell), std::move(read.what), std::move(read.remedy));
    return std::nullopt;
}

std::optional<double> JudgementTable::number_in(const GridCell& cell, std::string_view subject) {
    return number_of(read_answer(cell.text, decimal_, subject), cell);
}

std::optional<double> JudgementTable::preference_in(const GridCell& cell, std::string_view subject) {
    const auto in_words = preference_in_words(cell.text);
    if (!in_words) return number_of(read_preference(cell.text, decimal_, subject), cell);
    if (!std::exchange(has_words_, true)) {
        warnings_.push_back(text_.problem(
            {cell.begin,
             cell.length,
             said("'{}' is read as {} of Saaty's scale, other words likewise", cell.text, shortest(*in_words)),
             {}}));
    }
    return in_words;
}

std::optional<PanelBuilder::Who> JudgementTable::who_of(const Row& row, std::size_t number) {
    const GridCell& name = cell(row, Column::expert);
    if (has(Column::expert) && name.text.empty()) {
        builder_.fault(at(row.front()), said("the row names no expert"));
        return std::nullopt;
    }
    const std::string without_name = number == 0 ? name_ : std::to_string(number);
    const Who who{builder_.expert(has(Column::expert) ? std::string_view(name.text) : without_name),
                  builder_.round(cell(row, Column::round).text)};
    const GridCell& weight = cell(row, Column::expert_weight);
    if (const auto known = number_in(weight, said("the weight of an expert")))
        builder_.expert_weight(who.expert, *known, at(weight));
    return who;
}

/// Whether judgements are of a kind that was asked for.
bool JudgementTable::accepts(JudgementKind kind, const GridCell& cell) {
    if (!kind_ || *kind_ == kind) return true;
    builder_.fault(at(cell),
                   said("the table holds judgements of the kind {}, not {}", to_string(kind), to_string(*kind_)));
    return false;
}

void JudgementTable::read_titles() {
    const Row& titles = row_at(0);
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const auto column = judgement_column(titles[i].text);
        auto* const place = column ? &columns_[static_cast<std::size_t>(*column)] : nullptr;
        if (place && *place) {
            builder_.fault(at(titles[i]), said("column '{}' stands here twice", titles[i].text));
        } else if (place) {
            *place = i;
        } else if (!titles[i].text.empty()) {
            unclaimed_.push_back(i);
        }
    }
    // A node may have such a word for its code: "a" is one unless it stands beside b and a preference.
    const auto give_back = [&](Column column) {
        auto& place = columns_[static_cast<std::size_t>(column)];
        if (place && names_.knows(titles[*place].text)) {
            unclaimed_.push_back(*place);
            place.reset();
        }
    };
    const bool are_pairs = has(Column::first) && has(Column::second) && has(Column::preference);
    if (!are_pairs) {
        for (const Column column : {Column::first, Column::second, Column::preference, Column::of}) give_back(column);
        const bool is_long = has(Column::node) && (has(Column::points) || has(Column::rating) || has(Column::rank));
        if (!is_long) {
            for (const Column column : {Column::node, Column::points, Column::rating, Column::rank}) give_back(column);
        }
    }
    std::sort(unclaimed_.begin(), unclaimed_.end());
}

void JudgementTable::compare(const Who& who, std::size_t first, std::size_t second, const GridCell& cell) {
    const std::size_t before = builder_.faults(source_).size();
    const auto preference =
        preference_in(cell, said("'{}' against '{}'", index_.nodes[first].code, index_.nodes[second].code));
    if (preference)
        builder_.compare(who, first, second, *preference, at(cell));
    else if (builder_.faults(source_).size() > before)
        builder_.spoil(who, JudgementKind::pairwise, first, at(cell));
    else
        builder_.blank(who, JudgementKind::pairwise, first, at(cell), PanelBuilder::Side::only);
}

/// Says which columns are not read; of comparisons one may say which of the two counts more.
void JudgementTable::say_unread(bool are_pairs) {
    constexpr std::string_view turning[] = {"better", "preferred", "winner", "moreimportant", "which",  "direction",
                                            "更重要", "较重要",    "优先",   "方向",          "更优者", "重要者"};
    std::vector<std::string> unread;
    for (const std::size_t column : unclaimed_) {
        const GridCell& title = row_at(0)[column];
        if (are_pairs && is_among(turning, title_form(title.text)))
            builder_.fault(at(title), said("column '{}' may turn comparisons round, and is not read", title.text),
                           said("let the preference say it: 3 where the first counts more, 1/3 where the second does"));
        else
            unread.push_back(in_quotes(title.text));
    }
    if (unread.empty()) return;
    const GridCell& first = row_at(0).front();
    warnings_.push_back(
        text_.problem({first.begin, first.length, said("columns that are passed over: {}", first_few(unread)), {}}));
}

void JudgementTable::read_pairs() {
    if (!accepts(JudgementKind::pairwise, row_at(0).front())) return;
    say_unread(true);
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        const Row& row = row_at(i);
        const auto first = node_in(cell(row, Column::first)), second = node_in(cell(row, Column::second));
        std::optional<Who> who;
        if (has(Column::expert)) {
            who = who_of(row, i);
        } else {
            who = Who{builder_.expert(name_), builder_.round(cell(row, Column::round).text)};
        }
        if (who && first.has_value() != second.has_value())
            builder_.spoil(*who, JudgementKind::pairwise, first ? *first : *second, at(row.front()));
        if (!first || !second || !who) continue;
        if (*first == *second) {
            builder_.fault(at(cell(row, Column::second)),
                           said("'{}' is compared with itself", index_.nodes[*first].code));
        } else if (index_.nodes[*first].parent != index_.nodes[*second].parent) {
            builder_.fault(at(cell(row, Column::second)),
                           said("'{}' and '{}' are not children of one node", index_.nodes[*first].code,
                                index_.nodes[*second].code),
                           said("weights are shared out among the children of a node"));
        } else {
            compare(*who, *first, *second, cell(row, Column::preference));
        }
    }
}

void JudgementTable::read_long() {
    say_unread(false);
    const Column column = has(Column::points) ? Column::points : has(Column::rating) ? Column::rating : Column::rank;
    const JudgementKind kind = *kind_of(column);
    if (!accepts(kind, row_at(0)[*columns_[static_cast<std::size_t>(column)]])) return;
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        const Row& row = row_at(i);
        const auto node = node_in(cell(row, Column::node));
        const auto who = who_of(row, 0);
        if (!node || !who) continue;
        const GridCell& stated = cell(row, column);
        const std::size_t before = builder_.faults(source_).size();
        if (const auto number = number_in(stated, in_quotes(index_.nodes[*node].code)))
            builder_.number(*who, kind, *node, *number, at(stated), PanelBuilder::Side::only);
        else if (builder_.faults(source_).size() > before)
            builder_.spoil(*who, kind, *node, at(stated));
        else
            builder_.blank(*who, kind, *node, at(stated), PanelBuilder::Side::only);
    }
}

/// A column that is titled by a node, or asks for one or two of them: "Importance of [Health]", "Health or Wealth?".
void JudgementTable::take_column(std::size_t column) {
    const GridCell& title = row_at(0)[column];
    if (names_.knows(title.text)) {
        if (const auto node = node_in(title)) node_columns_.push_back({column, *node});
        return;
    }
    const bool has_number = std::any_of(rows_.begin() + 1, rows_.end(), [&](const CellRow& row) {
        const std::string_view text = cell(row.cells, column).text;
        const std::size_t slash = std::min(text.find('/'), text.size());
        return may_be_number(text.substr(0, slash)) && (slash == text.size() || may_be_number(text.substr(slash + 1)));
    });
    const bool sums_up = detail::kind_of_row(title.text) == RowKind::total || counts_rows(title_form(title.text));
    const auto named = has_number && !sums_up ? names_.named_in(title.text) : std::vector<std::size_t>();
    const auto warn = [&](std::string what) {
        warnings_.push_back(text_.problem({title.begin, title.length, std::move(what), {}}));
    };
    if (named.size() == 1) {
        node_columns_.push_back({column, named[0]});
        warn(said("column '{}' is taken for node '{}'", title.text, index_.nodes[named[0]].code));
    } else if (named.size() == 2 && index_.nodes[named[0]].parent == index_.nodes[named[1]].parent) {
        pair_columns_.push_back({column, named[0], named[1]});
        warn(said("column '{}' is taken for how many times '{}' counts as much as '{}'", title.text,
                  index_.nodes[named[0]].code, index_.nodes[named[1]].code));
    } else if (!sums_up && (has_number || !names_.near(title.text).empty())) {
        unknown_node(title);
    } else {
        warn(said("unknown column '{}' is ignored", title.text));
    }
}

void JudgementTable::take_node_columns() {
    for (const std::size_t column : unclaimed_) take_column(column);
    std::stable_sort(node_columns_.begin(), node_columns_.end(), [&](const auto& a, const auto& b) {
        return std::pair(index_.nodes[a.node].parent, a.node) < std::pair(index_.nodes[b.node].parent, b.node);
    });
    check_node_columns();
}

/// All children of a node have a column, and one each.
void JudgementTable::check_node_columns() {
    const Row& titles = row_at(0);
    std::map<std::size_t, std::set<std::size_t>> given;
    for (const NodeColumn& one : node_columns_) {
        if (!given[index_.nodes[one.node].parent].insert(one.node).second)
            builder_.fault(at(titles[one.column]), said("a second column for '{}'", index_.nodes[one.node].code));
    }
    for (const auto& [parent, nodes] : given) {
        std::vector<std::string> absent;
        for (const std::size_t child : index_.nodes[parent].children) {
            if (!nodes.contains(child)) absent.push_back(in_quotes(index_.nodes[child].code));
        }
        const auto is_of = [&, of = parent](const NodeColumn& one) { return index_.nodes[one.node].parent == of; };
        const auto first = std::find_if(node_columns_.begin(), node_columns_.end(), is_of);
        builder_.headed(parent, at(titles[first->column]));
        if (absent.empty()) continue;
        builder_.fault(
            at(titles[first->column]),
            said("no column for {}, which are children of '{}' as well", enumerated(absent), index_.nodes[parent].code),
            said("the children of a node are judged together"));
        std::erase_if(node_columns_, is_of);
    }
}

/// Whether more than half of all that experts said of the children of a node sums to 100, or to 1.
bool JudgementTable::are_budgets() const {
    std::map<double, std::size_t> counts;
    std::size_t all = 0;
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        std::map<std::size_t, double> sums;
        for (const NodeColumn& one : node_columns_) {
            const auto number = read_number(cell(row_at(i), one.column).text, {Percent::allowed, decimal_}, "");
            if (number.kind == NumberCell::Kind::number) sums[index_.nodes[one.node].parent] += number.number;
        }
        for (const auto& [parent, sum] : sums) ++counts[round_half_up(sum, 6)], ++all;
    }
    return 2 * std::max(counts[100], counts[1]) > all;
}

/// The kind that a row states.
std::optional<JudgementKind> JudgementTable::kind_of_row(const Row& row) {
    const GridCell& stated = cell(row, Column::kind);
    if (stated.text.empty()) return kind_;
    const auto kind = kind_named(stated.text);
    if (!kind) {
        std::vector<std::string_view> known;
        for (const auto& [name, one] : judgement_kinds()) known.push_back(name);
        builder_.fault(at(stated), said("unknown kind of judgements '{}'", stated.text),
                       said("expected {}", enumerated(known)));
        return std::nullopt;
    }
    return accepts(*kind, stated) ? kind : std::nullopt;
}

void JudgementTable::read_base(const Row& row, const Who& who, PanelBuilder::Side side) {
    const GridCell& of = cell(row, Column::of);
    if (of.text.empty()) return;
    if (const auto node = node_in(of)) builder_.base(who, *node, at(of), side);
}

void JudgementTable::read_wide_row(const Row& row, const Who& who, JudgementKind kind) {
    using Side = PanelBuilder::Side;
    Side side = Side::only;
    if (kind == JudgementKind::best_worst) {
        const GridCell& vector = cell(row, Column::vector);
        const auto best = says_best(vector.text);
        if (!best) {
            const GridCell& shown = vector.text.empty() ? row.front() : vector;
            return builder_.fault(at(shown),
                                  said("the row says '{}' of its vector, expected best or worst", vector.text));
        }
        side = *best ? Side::best : Side::worst;
    }
    std::optional<std::size_t> parent;
    bool has_any = false;
    for (const NodeColumn& one : node_columns_) {
        const GridCell& stated = cell(row, one.column);
        const std::size_t of = index_.nodes[one.node].parent;
        if (parent != of) {
            parent = of;
            has_any = std::any_of(node_columns_.begin(), node_columns_.end(), [&](const NodeColumn& other) {
                return index_.nodes[other.node].parent == of && !cell(row, other.column).text.empty();
            });
            if (has_any) builder_.begin_row(who, kind, of, at(row.front()), side);
        }
        const std::string subject = in_quotes(index_.nodes[one.node].code);
        const std::size_t before = builder_.faults(source_).size();
        const auto number =
            kind == JudgementKind::best_worst ? preference_in(stated, subject) : number_in(stated, subject);
        if (number)
            builder_.number(who, kind, one.node, *number, at(stated), side);
        else if (builder_.faults(source_).size() > before)
            builder_.spoil(who, kind, one.node, at(stated));
        else
            builder_.blank(who, kind, one.node, stated.length || stated.begin ? at(stated) : at(row.front()), side);
    }
    if (kind == JudgementKind::best_worst) read_base(row, who, side);
}

void JudgementTable::read_pair_columns() {
    if (!accepts(JudgementKind::pairwise, row_at(0)[pair_columns_.front().column])) return;
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        const auto who = who_of(row_at(i), rows_.size() == 2 ? 0 : i);
        if (!who) continue;
        for (const PairColumn& one : pair_columns_) compare(*who, one.first, one.second, cell(row_at(i), one.column));
    }
}

void JudgementTable::read_wide() {
    const Row& titles = row_at(0);
    const std::size_t before = builder_.faults(source_).size();
    take_node_columns();
    if (!pair_columns_.empty()) {
        read_pair_columns();
        if (node_columns_.empty()) return;
    }
    if (node_columns_.empty()) {
        if (builder_.faults(source_).size() > before) return;
        return builder_.fault(
            at(titles.front()), said("no column is a node's, and none holds comparisons"),
            said("expected expert, a, b, preference, or a column for each child of a node, or a matrix"));
    }
    if (has(Column::vector) && !kind_) kind_ = JudgementKind::best_worst;
    if (!kind_ && !has(Column::kind) && are_budgets()) kind_ = JudgementKind::budget;
    if (!kind_ && !has(Column::kind)) {
        return builder_.fault(at(titles[node_columns_.front().column]),
                              said("the table does not say what its numbers are"),
                              said("say --judgements budget, rating or ranking"));
    }
    for (std::size_t i = 1; i < rows_.size(); ++i) {
        const Row& row = row_at(i);
        const auto kind = kind_of_row(row);
        const auto who = who_of(row, rows_.size() == 2 ? 0 : i);
        if (!who) continue;
        if (!kind) {
            if (cell(row, Column::kind).text.empty())
                builder_.fault(at(row.front()), said("the row does not say what its numbers are"));
            continue;
        }
        if (*kind == JudgementKind::pairwise) {
            builder_.fault(at(row.front()), said("a row an expert holds no comparisons of pairs"),
                           said("expected expert, a, b, preference, or a matrix"));
            continue;
        }
        read_wide_row(row, *who, *kind);
    }
}

}  // namespace iiindex::detail
