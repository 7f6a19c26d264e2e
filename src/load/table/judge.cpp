#include "load/table/judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <iiindex/load.hpp>
#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "load/codes.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view keep_hint = marked("--keep and its name counts it as a unit");

/// Every run of neighbouring pieces of a list with commas.
std::vector<std::string> all_joins(std::string_view list) {
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at <= list.size(); ++at) {
        if (at == list.size() || list[at] == ',') ends.push_back(at);
    }
    std::vector<std::string> joins;
    for (std::size_t first = 0; first < ends.size(); ++first) {
        const std::size_t begin = first == 0 ? 0 : ends[first - 1] + 1;
        for (std::size_t last = first; last < ends.size(); ++last) {
            joins.push_back(normal_form(list.substr(begin, ends[last] - begin)));
        }
    }
    joins.push_back(normal_form(list));
    return joins;
}

std::string_view text_at(const TextColumn& texts, std::size_t row) {
    return texts.empty() ? std::string_view() : texts[row];
}

/// What a row goes by: its name, else its code.
std::string_view label_of(const Units& units, std::size_t row) {
    const std::string_view name = text_at(units.names, row);
    return name.empty() ? units.codes[row] : name;
}

RowKind kind_of(const Units& units, std::size_t row) {
    const RowKind kind = kind_of_row(text_at(units.names, row));
    return kind == RowKind::unit ? kind_of_row(units.codes[row]) : kind;
}

std::string what_of(RowKind kind, std::string_view label) {
    switch (kind) {
        case RowKind::total: return said("'{}' is left out: it is no unit but a total or an average of others", label);
        case RowKind::whole: return said("'{}' is left out: it is no unit but has the others in it", label);
        case RowKind::note: return said("'{}' is left out: it is a note, no unit", label);
        default: return {};
    }
}

/// The digits that say something in a number as it is written.
std::size_t significant_digits(double number) {
    std::string digits;
    for (const char c : shortest(std::abs(number))) {
        if (c == 'e') break;
        if (c != '.') digits += c;
    }
    const std::size_t first = digits.find_first_not_of('0');
    return first == digits.npos ? 0 : digits.find_last_not_of('0') - first + 1;
}

/// How much a number may have lost where it was rounded to the digits that it is written with.
double half_a_digit(double number) {
    const std::string text = shortest(number);
    const std::size_t point = text.find('.');
    if (text.find('e') != text.npos) return 0;
    return point == text.npos ? 0.5 : 0.5 * std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

/// Looks for rows at the ends of the periods whose values are the sums or means of the others'.
class Arithmetic {
public:
    Arithmetic(const Columns& values, const Columns& inputs, const std::vector<std::uint32_t>& period_of,
               const std::vector<bool>& is_apart)
        : columns_{&values, &inputs}, period_of_(period_of), is_apart_(is_apart) {
        for (std::size_t row = 0; row < is_apart.size(); ++row) {
            if (is_apart[row]) continue;
            const std::size_t period = number(row);
            if (period >= periods_.size()) periods_.resize(period + 1);
            Ends& ends = periods_[period];
            if (ends.count++ == 0) ends.first = row;
            ends.last = row;
        }
        for (std::size_t period = 0; period < periods_.size(); ++period) {
            if (periods_[period].count <= fewest_others) continue;
            candidates_.push_back({periods_[period].first, period});
            candidates_.push_back({periods_[period].last, period});
        }
    }

    std::vector<std::pair<Judgement, bool>> find() {
        for (const Columns* const columns : columns_) {
            for (std::size_t i = 0; i < columns->columns() && !candidates_.empty(); ++i) look_at(columns->column(i));
        }
        std::vector<std::pair<Judgement, bool>> found;
        for (const Candidate& one : candidates_) {
            const bool enough =
                one.means == 0 ? one.sums >= 2 || one.digits >= 6 : one.columns() >= 2 && one.digits >= 6;
            if (!enough) continue;
            const std::string_view of = one.means == 0  ? marked("sums")
                                        : one.sums == 0 ? marked("means")
                                                        : marked("sums and means");
            found.push_back({{one.row, std::string(of), {}}, one.digits >= (one.means == 0 ? 8 : 10)});
        }
        return found;
    }

private:
    static constexpr std::size_t fewest_others = 3;

    struct Ends {
        std::size_t first = 0, last = 0, count = 0;
    };
    struct Candidate {
        std::size_t row = 0, period = 0;
        std::size_t sums = 0, means = 0, digits = 0;
        std::size_t columns() const { return sums + means; }
    };
    struct Totals {
        double sum = 0, size = 0, least = INFINITY, most = -INFINITY;
        std::size_t count = 0;
    };

    std::size_t number(std::size_t row) const { return period_of_.empty() ? 0 : period_of_[row]; }

    void look_at(std::span<const double> column) {
        std::vector<Totals> totals(periods_.size());
        for (std::size_t row = 0; row < is_apart_.size(); ++row) {
            if (is_apart_[row] || is_missing(column[row])) continue;
            Totals& total = totals[number(row)];
            total.sum += column[row];
            total.size += std::abs(column[row]);
            total.least = std::min(total.least, column[row]);
            total.most = std::max(total.most, column[row]);
            ++total.count;
        }
        std::erase_if(candidates_, [&](Candidate& one) { return !fits(one, column[one.row], totals[one.period]); });
    }

    /// Whether the value is a sum or mean of the others, or says nothing.
    static bool fits(Candidate& one, double value, const Totals& total) {
        constexpr double lost = 1e-9;
        if (is_missing(value) || total.most == total.least) return true;
        if (total.count <= fewest_others) return false;
        const double others = total.sum - value;
        const double mean = others / static_cast<double>(total.count - 1);
        if (std::abs(value - others) <= lost * total.size) {
            ++one.sums;
        } else if (std::abs(value - mean) <= lost * total.size + half_a_digit(value)) {
            ++one.means;
        } else {
            return false;
        }
        one.digits += significant_digits(value);
        return true;
    }

    std::array<const Columns*, 2> columns_;
    const std::vector<std::uint32_t>& period_of_;
    const std::vector<bool>& is_apart_;
    std::vector<Ends> periods_;
    std::vector<Candidate> candidates_;
};

/// A row that its name or its lack of values makes remarkable.
struct Remarkable {
    std::size_t row = 0;
    RowKind kind = RowKind::unit;
    bool is_empty = false;
};

bool has_no_value(const Columns& values, std::size_t row) {
    for (std::size_t i = 0; i < values.columns(); ++i) {
        if (!is_missing(values.column(i)[row])) return false;
    }
    return true;
}

std::vector<Remarkable> remarkable_rows(const Units& units, const Columns& values, const Columns& inputs) {
    const auto parts = map_blocks<std::vector<Remarkable>>(units.size(), [&](std::size_t first, std::size_t last) {
        std::vector<Remarkable> found;
        for (std::size_t row = first; row < last; ++row) {
            const Remarkable one{row, kind_of(units, row), has_no_value(values, row) && has_no_value(inputs, row)};
            if (one.kind != RowKind::unit || one.is_empty) found.push_back(one);
        }
        return found;
    });
    std::vector<Remarkable> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// The last row that has a value and is not apart; the first where there is none.
std::size_t last_with_values(const std::vector<Remarkable>& remarkable, const std::vector<bool>& is_apart) {
    auto last = remarkable.rbegin();
    for (std::size_t row = is_apart.size(); row-- > 0;) {
        while (last != remarkable.rend() && last->row > row) ++last;
        const bool is_empty = last != remarkable.rend() && last->row == row && last->is_empty;
        if (!is_empty && !is_apart[row]) return row;
    }
    return 0;
}

}  // namespace

NamedRows::NamedRows(const std::vector<std::string>& lists) {
    for (const std::string& list : lists) {
        for (std::string& name : all_joins(list)) names_.insert(std::move(name));
    }
}

NamedRows::NamedRows(const std::vector<std::string>& lists, const Units& units,
                     const std::vector<std::string>& others) {
    if (lists.empty()) return;
    const NamedRows possible(lists);
    std::unordered_set<std::string> there;
    const auto note = [&](std::string_view name) {
        if (possible.has(name)) there.insert(normal_form(name));
    };
    for (std::size_t row = 0; row < units.size(); ++row) {
        note(units.codes[row]);
        note(text_at(units.names, row));
        note(text_at(units.names_english, row));
    }
    for (const std::string& name : others) note(name);
    const auto is_there = [&](std::string_view name) { return there.contains(normal_form(name)); };
    for (const std::string& list : lists) {
        for (const std::string& name : split_names(list, is_there)) {
            if (!is_there(name)) absent_.push_back(name);
            names_.insert(normal_form(name));
        }
    }
}

bool NamedRows::has(std::string_view name) const {
    return !names_.empty() && !name.empty() && names_.contains(normal_form(name));
}

bool NamedRows::has(const Units& units, std::size_t row) const {
    return !names_.empty() &&
           (has(units.codes[row]) || has(text_at(units.names, row)) || has(text_at(units.names_english, row)));
}

OddRow::OddRow(std::string_view text, std::size_t begin, char separator, const Layout& layout, const Index& index)
    : layout_(layout), index_(index) {
    std::string scratch;
    Field field{.next = begin};
    do {
        field = scan_field(text, field.next, separator);
        cells_.push_back(cleaned(content(text, field, scratch)));
        filled_ += cells_.back().empty() ? 0U : 1U;
    } while (!field.ends_row && field.next < text.size());
}

std::string_view OddRow::first_text() const {
    const auto first = std::find_if(cells_.begin(), cells_.end(), [](const auto& cell) { return !cell.empty(); });
    return first == cells_.end() ? std::string_view() : *first;
}

std::string OddRow::what() const {
    if (filled_ == 0) return said("a blank row is left out");
    const std::string_view first = first_text();
    const RowKind kind = kind_of_row(first);
    if (kind == RowKind::note || kind == RowKind::total || kind == RowKind::whole) return what_of(kind, first);
    if (filled_ == 1 && reads_as_remark(first)) return what_of(RowKind::note, first);
    if (repeats_titles()) return said("the row is left out: it has the titles of the columns again");
    if (holds_measures()) return said("the row is left out: it says what the columns are counted in");
    return {};
}

/// Whether every cell is its column's title or, where an indicator's are, one of its names.
bool OddRow::repeats_titles() const {
    if (filled_ < 2) return false;
    std::size_t of_indicators = 0;
    for (std::size_t column = 0; column < cells_.size(); ++column) {
        if (cells_[column].empty()) continue;
        if (column >= layout_.titles.size()) return false;
        const std::string form = title_form(cells_[column]);
        bool is_title = form == title_form(layout_.titles[column].text);
        const ColumnRole role = layout_.columns[column];
        if (role.kind == ColumnRole::Kind::indicator) {
            const Node& node = index_.nodes[index_.indicators[role.number]];
            is_title = is_title || form == title_form(node.code) || form == title_form(node.name.own) ||
                       form == title_form(node.name.english);
            if (!is_title) return false;
            ++of_indicators;
        } else if (!is_title && !fixed_title(form)) {
            return false;
        }
    }
    return of_indicators > 0;
}

/// Whether no value is a number and the row has no name but, perhaps, the word for a measure.
bool OddRow::holds_measures() const {
    std::size_t words = 0;
    for (std::size_t column = 0; column < cells_.size(); ++column) {
        if (cells_[column].empty()) continue;
        if (column >= layout_.columns.size()) return false;
        const auto kind = layout_.columns[column].kind;
        if (kind == ColumnRole::Kind::indicator || kind == ColumnRole::Kind::input) {
            if (read_number(cells_[column], {}, "").kind == NumberCell::Kind::number) return false;
            ++words;
        } else if (kind != ColumnRole::Kind::ignored && !heads_measures(cells_[column])) {
            return false;
        }
    }
    return words > 0;
}

Judged judge_rows(const Units& units, const Columns& values, const Columns& inputs,
                  const std::vector<std::uint32_t>& period_of, const std::vector<std::size_t>& apart,
                  const NamedRows& drop, const NamedRows& keep) {
    Judged judged;
    std::vector<bool> is_apart(units.size());
    for (const std::size_t row : apart) is_apart[row] = true;
    const auto leave_out = [&](std::size_t row, std::string what, std::string_view remedy) {
        is_apart[row] = true;
        judged.left_out.push_back({row, std::move(what), std::string(translated(remedy, spoken()))});
    };
    for (std::size_t row = 0; row < units.size() && !drop.empty(); ++row) {
        if (!is_apart[row] && drop.has(units, row)) leave_out(row, {}, {});
    }
    const std::vector<Remarkable> remarkable = remarkable_rows(units, values, inputs);
    const std::size_t last_measured = last_with_values(remarkable, is_apart);
    std::size_t regions = 0;
    std::vector<std::size_t> empty_rows, region_rows, whole_rows;
    for (const Remarkable& one : remarkable) {
        if (is_apart[one.row] || keep.has(units, one.row)) continue;
        const std::string label(label_of(units, one.row));
        const bool is_note =
            one.kind == RowKind::note || (one.is_empty && one.row > last_measured && reads_as_remark(label));
        if (is_note) {
            leave_out(one.row, what_of(RowKind::note, label), {});
        } else if (one.kind == RowKind::total) {
            leave_out(one.row, what_of(one.kind, label), keep_hint);
        } else if (one.kind == RowKind::whole) {
            whole_rows.push_back(one.row);
        } else if (one.kind == RowKind::region) {
            ++regions;
            region_rows.push_back(one.row);
        }
        if (one.is_empty && !is_apart[one.row]) empty_rows.push_back(one.row);
    }
    // Where groups of units are units too, the whole of them is one more.
    for (const std::size_t row : whole_rows) {
        if (regions > 0) {
            region_rows.push_back(row);
        } else {
            leave_out(row, what_of(RowKind::whole, label_of(units, row)), keep_hint);
        }
    }
    const auto units_left = static_cast<std::size_t>(std::count(is_apart.begin(), is_apart.end(), false));
    if (2 * regions < units_left) {
        for (const std::size_t row : region_rows) {
            judged.remarks.push_back({row, said("'{}' looks like a group of the others", label_of(units, row)),
                                      said("--drop and its name leaves it out, --keep counts it as a unit")});
            is_apart[row] = true;  // of the sums of the others
        }
    }
    if (empty_rows.size() < units_left) {
        for (const std::size_t row : empty_rows) {
            judged.remarks.push_back({row, said("'{}' has no value at all", label_of(units, row)), {}});
        }
    }
    for (const std::size_t row : empty_rows) is_apart[row] = true;
    for (const auto& [row, is_certain] : Arithmetic(values, inputs, period_of, is_apart).find()) {
        if (keep.has(units, row.row)) continue;
        const std::string label(label_of(units, row.row));
        if (is_certain) {
            leave_out(
                row.row,
                said("'{}' is left out: its values are the {} of the others'", label, translated(row.what, spoken())),
                keep_hint);
        } else {
            judged.doubtful.push_back(
                {row.row, said("the values of '{}' are the {} of the others'", label, translated(row.what, spoken())),
                 said("--drop and its name leaves it out, --keep counts it as a unit")});
        }
    }
    return judged;
}

}  // namespace iiindex::detail
