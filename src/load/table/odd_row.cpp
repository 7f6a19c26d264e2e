#include "load/table/odd_row.hpp"

#include <algorithm>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/table/title_parts.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {

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
    if (std::string why = why_no_unit(kind, first); !why.empty()) return why;
    if (kind == RowKind::region && lacks_code())
        return said("'{}' is left out: it has no code, and is no unit but has others in it", first);
    if (filled_ == 1 && reads_as_remark(first)) return why_no_unit(RowKind::note, first);
    if (repeats_titles()) return said("the row is left out: it has the titles of the columns again");
    if (holds_measures()) return said("the row is left out: it says what the columns are counted in");
    return {};
}

bool OddRow::lacks_code() const {
    const std::size_t code = layout_.find(ColumnRole::Kind::code), name = layout_.find(ColumnRole::Kind::name);
    return code < cells_.size() && name < cells_.size() && cells_[code].empty() && !cells_[name].empty();
}

std::optional<Contradiction> OddRow::other_measure() const {
    if (repeats_titles() || !holds_measures()) return std::nullopt;
    for (std::size_t column = 0; column < cells_.size(); ++column) {
        if (cells_[column].empty() || heads_measures(cells_[column])) continue;  // beyond the titles all are empty
        const ColumnRole role = layout_.columns[column];
        const bool is_indicator = role.kind == ColumnRole::Kind::indicator,
                   is_input = role.kind == ColumnRole::Kind::input;
        if (!is_indicator && !is_input) continue;
        Meaning meaning;
        if (is_indicator) meaning.indicators = {index_.indicators[role.number]};
        if (is_input) meaning.input = role.number;
        meaning.measure = measure_in(cells_[column]);
        const std::string& known =
            is_indicator ? index_.nodes[meaning.indicators.front()].measure : index_.inputs[role.number].measure;
        if (has_chinese(known) != has_chinese(meaning.measure)) continue;
        if (auto other = detail::other_measure(layout_.titles[column].text, meaning, index_)) return other;
    }
    return std::nullopt;
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
            is_title = is_title || TitlesOf(node).have(cells_[column]);
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

}  // namespace iiindex::detail
