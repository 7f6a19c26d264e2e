#include <algorithm>

#include "ground/catalogue.hpp"
#include "load/judgements/judgement_table.hpp"
#include "load/judgements/matrix_rows.hpp"
#include "load/table/no_units.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// Whether a row below a matrix is found from it, or a note: "Sum", "CR = 0.05".
bool says_no_judgement(const CellRow& row) {
    const std::string& first = row.first_filled().text;
    return is_found_from_judgements(first) || kind_of_row(first) == RowKind::note ||
           (row.filled() == 1 && reads_as_remark(first));
}

}  // namespace

void JudgementTable::leave_out(const GridCell& title) {
    warnings_.push_back(
        text_.problem({title.begin, title.length, said("'{}' is left out: it holds no judgements", title.text), {}}));
}

bool JudgementTable::names_expert(const GridCell& corner) const {
    const Name& root = index_.root().name;
    const std::string form = title_form(corner.text);
    const bool is_root =
        form == title_form(root.own) || form == title_form(root.english) || form == title_form(index_.root().code);
    return !form.empty() && !is_root && !judgement_column(corner.text) && !names_.knows(corner.text);
}

/// Whose matrices follow: a name, or columns and what they hold by turns ("expert, Li, round, 2").
PanelBuilder::Who JudgementTable::caption(const Row& row) {
    std::string unlabelled, round, name;
    std::optional<double> weight;
    CellPlace weight_at;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].text.empty()) continue;
        const std::string_view text = row[i].text;
        const std::size_t colon = std::min(text.find(':'), text.find("："));
        const auto column = judgement_column(text.substr(0, colon));
        if (!column) {
            unlabelled = text;
            continue;
        }
        GridCell value = row[i];  // behind the colon, or in the next cell
        value.text = colon == text.npos ? "" : trimmed(text.substr(colon + (text[colon] == ':' ? 1 : 3)));
        if (value.text.empty() && i + 1 < row.size()) value = row[++i];
        if (column == Column::expert) name = value.text;
        if (column == Column::round) round = value.text;
        if (column == Column::expert_weight && !value.text.empty()) {
            weight = number_in(value, said("the weight of an expert"));
            weight_at = at(value);
        }
    }
    if (name.empty()) name = unlabelled.empty() ? name_ : unlabelled;
    const Who who{builder_.expert(name), builder_.round(round)};
    if (weight) builder_.expert_weight(who.expert, *weight, weight_at);
    return who;
}

std::size_t JudgementTable::read_matrix(std::size_t place, Who who) {
    const Row& head = row_at(place);
    std::vector<std::optional<std::size_t>> across(head.size());
    std::vector<bool> is_passed_over(head.size());
    for (std::size_t i = 1; i < head.size(); ++i) {
        is_passed_over[i] = !names_.knows(head[i].text) && is_found_from_judgements(head[i].text);
        if (is_passed_over[i])
            leave_out(head[i]);
        else if (!head[i].text.empty())
            across[i] = node_in(head[i]);
    }
    if (names_expert(head.front())) who.expert = caption({head.front()}).expert;
    std::size_t next = place + 1;
    for (; next < rows_.size() && !begins_matrix(rows_, names_, next); ++next) {
        const Row& row = row_at(next);
        const bool is_caption =
            next + 1 < rows_.size() && begins_matrix(rows_, names_, next + 1) && !names_.knows(row.front().text);
        if (is_caption) break;
        if (!names_.knows(row.front().text) && says_no_judgement(rows_[next])) {
            leave_out(row.front());
            continue;
        }
        const auto down = node_in(row.front());
        for (std::size_t i = 1; down && i < row.size(); ++i) {
            if (row[i].text.empty() || (i < head.size() && is_passed_over[i])) continue;
            if (i >= across.size() || !across[i]) {
                if (i >= head.size() || head[i].text.empty())
                    builder_.fault(at(row[i]), said("a judgement beyond the columns of the matrix"));
            } else if (*across[i] == *down) {
                const auto one = preference_in(row[i], said("'{}' against itself", index_.nodes[*down].code));
                if (one && *one != 1)
                    builder_.fault(at(row[i]), said("'{}' against itself is {}, expected 1", index_.nodes[*down].code,
                                                    row[i].text));
            } else if (index_.nodes[*across[i]].parent != index_.nodes[*down].parent) {
                builder_.fault(at(row[i]), said("'{}' and '{}' are not children of one node", index_.nodes[*down].code,
                                                index_.nodes[*across[i]].code));
            } else {
                compare(who, *down, *across[i], row[i]);
            }
        }
    }
    return next;
}

void JudgementTable::read_matrices() {
    if (!accepts(JudgementKind::pairwise, row_at(0).front())) return;
    Who who;
    bool has_who = false;
    for (std::size_t row = 0; row < rows_.size();) {
        if (begins_matrix(rows_, names_, row)) {
            const bool names_one = names_expert(row_at(row).front());
            if (!has_who && !names_one) who = caption({}), has_who = true;
            row = read_matrix(row, names_one && !has_who ? Who{0, builder_.round("")} : who);
        } else {
            who = caption(row_at(row++));
            has_who = true;
        }
    }
}

}  // namespace iiindex::detail
