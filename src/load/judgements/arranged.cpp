#include "load/judgements/arranged.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/judgements/titles.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/transposed.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

using Rows = std::vector<CellRow>;

constexpr std::size_t naming_columns = 4;  // the first ones, of which one may name the nodes

/// The first row that a column names a node in, and how many do, each once.
std::pair<std::size_t, std::size_t> nodes_in(const Rows& rows, const NodeNames& names, std::size_t column) {
    std::set<std::string> known;
    std::size_t first = rows.size();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string_view text = rows[row].text(column);
        if (text.empty() || !names.knows(text)) continue;
        if (!known.insert(title_form(text)).second) return {rows.size(), 0};
        first = std::min(first, row);
    }
    return {first, known.size()};
}

/// Whether a title is that of what one expert says of a node a row, or of what all of them come to.
bool is_of_answers(std::string_view title) {
    using enum JudgementColumn;
    const auto column = judgement_column(title);
    return column == points || column == rating || column == rank;
}

/// Whether titles say that their table has no column an expert: nodes, comparisons, or answers beside which at most one
/// column of another title has numbers.
bool are_of_other_shape(const Rows& rows, std::size_t header, std::size_t naming, const NodeNames& names) {
    using enum JudgementColumn;
    std::size_t others = 0;
    bool has_answers = false, has_experts = false;
    for (std::size_t column = 0; column < rows[header].cells.size(); ++column) {
        const std::string_view title = rows[header].text(column);
        if (column == naming) continue;
        const auto meant = judgement_column(title);
        if (names.knows(title) || meant == preference || meant == vector) return true;
        has_answers = has_answers || is_of_answers(title);
        has_experts = has_experts || meant == expert;
        const auto is_number = [&](const CellRow& row) { return may_be_number(row.text(column)); };
        const auto below = rows.begin() + static_cast<std::ptrdiff_t>(header + 1);
        if (!meant && !title.empty() && std::any_of(below, rows.end(), is_number)) ++others;
    }
    return has_answers && (has_experts || others < 2);
}

/// Whether what stands in a row is said of experts, as its first cell says.
bool is_of_experts(std::string_view label) {
    const auto column = judgement_column(label);
    return column == JudgementColumn::expert_weight || column == JudgementColumn::round;
}

/// How a table lies whose rows are nodes, the columns of experts left open; nothing where it has another shape.
std::optional<Transposed> lies_upright(const Rows& rows, const NodeNames& names) {
    std::optional<Transposed> found;
    std::size_t most = 2;
    for (std::size_t column = 0; column < naming_columns; ++column) {
        const auto [first, count] = nodes_in(rows, names, column);
        if (first == 0 || count < most) continue;
        most = count;
        found = Transposed{.header = first - 1, .naming = column, .columns = {}, .passed_over = {}};
    }
    if (!found || are_ragged(rows)) return std::nullopt;
    while (found->header > 0 && is_of_experts(rows[found->header].text(found->naming))) --found->header;
    if (are_of_other_shape(rows, found->header, found->naming, names)) return std::nullopt;
    return found;
}

/// The same with a row an expert. Columns without a number say nothing of the nodes.
Rows turned(const Rows& rows, Transposed lies) {
    std::set<std::size_t> with_numbers;
    for (std::size_t row = lies.header + 1; row < rows.size(); ++row) {
        for (std::size_t column = lies.naming + 1; column < rows[row].cells.size(); ++column) {
            if (may_be_number(rows[row].text(column))) with_numbers.insert(column);
        }
    }
    lies.columns.assign(with_numbers.begin(), with_numbers.end());
    Rows made = lies.turned(rows);
    made.front().cells.front().text = "expert";
    return made;
}

/// What the rows of a table go by: what stands below the title of experts, else the first that stands in each.
class Labels {
public:
    explicit Labels(const CellRow& titles) {
        const auto found = std::find_if(titles.cells.begin(), titles.cells.end(), [](const GridCell& title) {
            return judgement_column(title.text) == JudgementColumn::expert;
        });
        if (found != titles.cells.end()) column_ = static_cast<std::size_t>(found - titles.cells.begin());
    }

    const GridCell& of(const CellRow& row) const {
        if (column_ && *column_ < row.cells.size()) return row.cells[*column_];
        return row.first_filled();
    }

private:
    std::optional<std::size_t> column_;
};

bool is_no_experts(std::string_view label) {
    const RowKind kind = kind_of_row(label);
    return kind == RowKind::total || kind == RowKind::note || kind == RowKind::weights || kind == RowKind::figure ||
           is_of_answers(label) || may_be_statistic(label) || title_form(label).starts_with("平均");
}

std::optional<double> number_in(std::string_view text) {
    const NumberCell cell = read_with_either_mark(text);
    return cell.kind == NumberCell::Kind::number ? std::optional(cell.number) : std::nullopt;
}

/// The least and the greatest number of a column.
struct Extremes {
    std::optional<double> least, greatest;
};

/// By column, of the rows that are experts'.
std::vector<Extremes> extremes_of(const Rows& rows, const Labels& labels) {
    std::vector<Extremes> extremes(rows.front().cells.size());
    for (std::size_t row = 1; row < rows.size(); ++row) {
        if (is_no_experts(labels.of(rows[row]).text)) continue;
        for (std::size_t column = 0; column < extremes.size(); ++column) {
            const auto number = number_in(rows[row].text(column));
            if (!number) continue;
            auto& [least, greatest] = extremes[column];
            least = std::min(least.value_or(*number), *number);
            greatest = std::max(greatest.value_or(*number), *number);
        }
    }
    return extremes;
}

/// Whether a row that is called Max or Min has those of the others: a person may be called so, too.
bool repeats(const CellRow& row, const std::vector<Extremes>& extremes, bool is_greatest) {
    for (std::size_t column = 0; column < extremes.size(); ++column) {
        const auto number = number_in(row.text(column));
        if (number && number != (is_greatest ? extremes[column].greatest : extremes[column].least)) return false;
    }
    return true;
}

Rows without_sums(Rows rows, const NodeNames& names, const Text& text, std::vector<Problem>& warnings) {
    const Labels labels(rows.front());
    std::optional<std::vector<Extremes>> extremes;
    const auto sums_up = [&](const CellRow& row, std::string_view label) {
        if (names.knows(label) || !is_no_experts(label)) return false;
        const std::string form = title_form(label);
        if (form != "max" && form != "min") return true;
        if (!extremes) extremes = extremes_of(rows, labels);
        return repeats(row, *extremes, form == "max");
    };
    std::vector<bool> is_kept(rows.size(), true);
    for (std::size_t row = 1; row < rows.size(); ++row) {
        const GridCell& label = labels.of(rows[row]);
        is_kept[row] = !sums_up(rows[row], label.text);
        if (is_kept[row]) continue;
        warnings.push_back(
            text.problem({label.begin,
                          label.length,
                          said("'{}' is left out: it is no expert but sums others up or is a note", label.text),
                          {}}));
    }
    Rows kept;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (is_kept[row]) kept.push_back(std::move(rows[row]));
    }
    return kept;
}

}  // namespace

bool has_a_column_an_expert(const std::vector<CellRow>& rows, const NodeNames& names) {
    return lies_upright(rows, names).has_value();
}

std::vector<CellRow> arranged(std::vector<CellRow> rows, const NodeNames& names, const Text& text,
                              std::vector<Problem>& warnings) {
    if (const auto lies = lies_upright(rows, names)) rows = turned(rows, *lies);
    return without_sums(std::move(rows), names, text, warnings);
}

}  // namespace iiindex::detail
