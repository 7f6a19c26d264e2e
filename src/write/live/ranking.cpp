#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <xlsxwriter.h>

#include <fmt/format.h>

#include <iiindex/rank.hpp>
#include <iiindex/text.hpp>

#include "format/score_bars.hpp"
#include "ground/catalogue.hpp"
#include "present/notes.hpp"
#include "words/labels.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

constexpr std::size_t title_row = 3, first_row = 4;

/// The ranking, which puts itself in order again: each row takes the unit whose place it is.
class RankingSheet {
public:
    explicit RankingSheet(Plan& plan) : plan_(plan), sheet_(*plan.ranking), tiers_(plan.index.root().tiers) {
        shown_.push_back(0);
        const auto& children = plan.index.root().children;
        shown_.insert(shown_.end(), children.begin(), children.end());
    }

    void write() {
        sheet_.text(0, 0, plan_.node_title(0), Style::title);
        sheet_.text(
            1, 0,
            worded(plan_.language, "Change a yellow cell of the sheets Weights or Values, and the order follows."),
            Style::muted);
        sheet_.text(2, 0, worded(plan_.language, "Control:"), Style::muted);
        sheet_.formula(2, name_column(), control_cell(plan_), control_finding(plan_));
        write_titles();
        std::size_t row = first_row;
        for (const Period& period : plan_.result.data.periods) {
            const Ranking order = rank(plan_.result, 0, period);
            for (std::size_t place = 0; place < period.count; ++place, ++row) write_row(row, period, order, place);
        }
        if (plan_.result.data.periods.size() == 1) add_chart(row - 1);
        sheet_.freeze(first_row, name_column() + 1);
        sheet_.filter(title_row, row - 1, helper_column());
    }

private:
    std::size_t tier_column() const { return 2; }
    std::size_t name_column() const { return tiers_ ? 3 : 2; }
    std::size_t score_column(std::size_t i) const { return name_column() + 1 + i; }
    std::size_t helper_column() const { return score_column(shown_.size()); }

    void write_titles() {
        sheet_.text(title_row, 0, label(Label::period, plan_.language), Style::heading);
        sheet_.text(title_row, 1, label(Label::rank, plan_.language), Style::numbers);
        if (tiers_) sheet_.text(title_row, tier_column(), label(Label::tier, plan_.language), Style::heading);
        sheet_.text(title_row, name_column(), label(Label::name, plan_.language), Style::heading);
        std::size_t widest = 0;
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            const std::string title = plan_.node_title(shown_[i]);
            sheet_.text(title_row, score_column(i), title, Style::numbers);
            widest = std::max(widest, display_width(printable(title)));
        }
        sheet_.text(title_row, helper_column(), worded(plan_.language, "Row among the units"), Style::numbers);
        double name = 8;
        for (std::size_t row = 0; row < plan_.result.data.units.size(); ++row) {
            const auto width = display_width(printable(plan_.result.data.units.name(row, plan_.language)));
            name = std::max(name, static_cast<double>(width) + 2);
        }
        sheet_.width(0, 1, 9);
        if (tiers_) sheet_.width(tier_column(), tier_column(), 12);
        sheet_.width(name_column(), name_column(), std::min(name, widest_name));
        sheet_.width(score_column(0), helper_column(), 13);
        sheet_.height(title_row, 15.0 * std::min(6.0, std::ceil(static_cast<double>(widest + 1) / 12)) + 3);
    }

    /// The scores of the first units as bars, which follow the ranking.
    void add_chart(std::size_t last_row) {
        constexpr std::size_t bars = 20;
        const auto last = static_cast<lxw_row_t>(std::min(last_row, first_row + bars - 1));
        double least = 0;
        for (const double score : plan_.result.scores_of(0)) least = std::min(least, score);  // none is no less
        add_score_bars(plan_.book.raw(), sheet_.raw(),
                       {.sheet = sheet_.name(),
                        .titles = title_row,
                        .first = first_row,
                        .last = last,
                        .name = static_cast<lxw_col_t>(name_column()),
                        .score = static_cast<lxw_col_t>(score_column(0)),
                        .least = least},
                       static_cast<lxw_col_t>(helper_column() + 2));
    }

    void write_row(std::size_t row, const Period& period, const Ranking& order, std::size_t place) {
        const std::size_t unit = order.order[place], data_row = period.first + unit;
        const auto whole = [&](const ColumnPlace& column) { return plan_.column_range(column, period, &sheet_); };
        sheet_.formula(row, helper_column(),
                       fmt::format("MATCH({},{},0)", place + 1, whole({plan_.nodes, plan_.place_column})),
                       static_cast<double>(unit + 1), 0);
        const std::string helper = address(row, helper_column(), Fixed::column);
        const auto taken = [&](const ColumnPlace& column) {
            return fmt::format("INDEX({},{})", whole(column), helper);
        };
        sheet_.text(row, 0, period.label);
        const Rank rank = order.ranks_in_order[place];
        const std::size_t own = plan_.own_columns[0];
        sheet_.formula(row, 1, taken({plan_.nodes, own + 1}), rank == 0 ? missing : static_cast<double>(rank), 0);
        if (tiers_) {
            const auto tier = tier_of(plan_.result, 0, data_row);
            sheet_.formula(row, tier_column(), taken({plan_.nodes, own + 2}),
                           tier ? tiers_->names[*tier - 1].in(plan_.language) : std::string());
        }
        sheet_.formula(row, name_column(), taken({plan_.values, Plan::name_column}),
                       plan_.result.data.units.name(data_row, plan_.language));
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            const auto score = plan_.result.score(data_row, shown_[i]);
            sheet_.formula(row, score_column(i), taken(plan_.score_place(shown_[i])), score.value_or(missing),
                           plan_.digits_of(shown_[i]));
        }
    }

    Plan& plan_;
    Sheet& sheet_;
    const std::optional<Tiers>& tiers_;
    std::vector<std::size_t> shown_;
};

}  // namespace

void write_ranking(Plan& plan) { RankingSheet(plan).write(); }

void write_notes(Plan& plan) {
    Sheet& sheet = *plan.notes;
    constexpr double width = 110;
    sheet.width(0, 0, width);
    std::size_t row = 0;
    sheet.text(row++, 0, plan.node_title(0), Style::title);
    const auto add = [&](std::string_view text) {
        if (text.empty()) return;
        sheet.text(row, 0, text, Style::wrapped);
        double lines = 0;
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            const auto shown = static_cast<double>(display_width(printable(text.substr(begin, end - begin))));
            lines += std::max(1.0, std::ceil(shown / (width - 10)));
            begin = end + 1;
        }
        sheet.height(row++, 15 * lines + 1);
    };
    add(worded(plan.language,
               "Yellow cells may be changed: values, weights, ends of scales, cuts of tiers. Grey numbers in italics "
               "have no formula; the remark on each says why."));
    add(worded(plan.language, "A unit of a period has the same row on all sheets but Ranking."));
    for (const std::string& remark : plan.remarks()) add(worded(plan.language, "No formula: ") + remark);
    add(plan.index.note.in(plan.language));
    add(plan.read.note.in(plan.language));
    const auto lines = missing_lines(plan.result);
    for (const std::string& note : ranking_notes(plan.result, {.language = plan.language}, lines)) add(note);
}

}  // namespace iiindex::detail::live
