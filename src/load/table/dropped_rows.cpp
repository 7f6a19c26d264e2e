#include "load/table/dropped_rows.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/table/dated.hpp"
#include "load/table/header.hpp"
#include "load/table/rows.hpp"
#include "load/table/title_row.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// Columns by number whose titles say nothing that tables of values have.
std::vector<std::size_t> unknown_columns(const std::vector<Title>& titles, const TitleWords& words, bool is_escaped) {
    const auto is_known = [&](std::string_view title) {
        const Meaning meaning = words.meaning_of(title, is_escaped);
        return title.empty() || !meaning.empty() || meaning.long_column || !date_of(title).empty();
    };
    std::vector<std::size_t> unknown;
    for (std::size_t column = 0; column < titles.size(); ++column) {
        const std::string_view title = titles[column].text;
        const Dated parts = dated(title);
        if (!is_known(title) && (parts.name.empty() || !is_known(parts.name))) unknown.push_back(column);
    }
    return unknown;
}

/// Writes rows anew, but for those that are dropped.
class RowDropper {
public:
    RowDropper(const Text& text, char separator, TitleRow titles, std::vector<std::size_t> columns,
               DroppedValues& dropped)
        : characters_(text.characters()),
          separator_(separator),
          titles_(std::move(titles)),
          columns_(std::move(columns)),
          dropped_(dropped) {}

    /// Whether any row is dropped.
    bool is_needed() {
        for_each_row([&](const std::vector<Field>& row) {
            if (const auto column = dropping_column(row)) ++counts_[*column];
        });
        return !counts_.empty();
    }

    void say(const Text& text, std::vector<Problem>& warnings) const {
        for (const auto& [column, count] : counts_) {
            const Title& title = titles_.titles[column];
            warnings.push_back(text.problem({title.begin,
                                             title.length,
                                             said("rows that are left out by what '{}' says: {}", title.text, count),
                                             {}}));
        }
    }

    MadeTable written() {
        TableWriter table(characters_, separator_);
        table.copy_rows(0, titles_.rows_begin);
        for_each_row([&](const std::vector<Field>& row) {
            if (dropping_column(row)) return;
            for (const Field& field : row) table.copy(field.begin, field.end - field.begin);
            table.end_row();
        });
        return std::move(table).finish();
    }

private:
    template <class Take>
    void for_each_row(const Take& take) const {
        for (std::size_t at = next_row(characters_, titles_.rows_begin); at < characters_.size();) {
            const std::vector<Field> row = scan_row(characters_, at, separator_);
            at = next_row(characters_, row.back().next);
            take(row);
        }
    }

    std::optional<std::size_t> dropping_column(const std::vector<Field>& row) const {
        std::string scratch;
        const auto drops = [&](std::size_t column) {
            return column < row.size() && dropped_.take(content(characters_, row[column], scratch));
        };
        const auto found = std::find_if(columns_.begin(), columns_.end(), drops);
        return found == columns_.end() ? std::nullopt : std::optional(*found);
    }

    std::string_view characters_;
    char separator_;
    TitleRow titles_;
    std::vector<std::size_t> columns_;
    DroppedValues& dropped_;
    std::map<std::size_t, std::size_t> counts_;  ///< of dropped rows, by the column that says so
};

}  // namespace

bool DroppedValues::take(std::string_view value) {
    const bool is_named = named_.has(value);
    if (is_named) taken_.insert(normal_form(value));
    return is_named;
}

std::vector<std::string> DroppedValues::left() const {
    const auto is_taken = [&](std::string_view name) { return taken_.contains(normal_form(name)); };
    std::vector<std::string> left;
    for (const std::string& list : lists_) {
        const std::vector<std::string> names = split_names(list, is_taken);
        if (std::none_of(names.begin(), names.end(), is_taken)) {
            left.push_back(list);
            continue;
        }
        std::string others;
        for (const std::string& name : names) {
            if (!is_taken(name)) others += (others.empty() ? "" : ", ") + name;
        }
        if (!others.empty()) left.push_back(std::move(others));
    }
    return left;
}

std::optional<PartedTable> without_dropped_rows(const Text& text, const Dialect& dialect, const TitleWords& words,
                                                const LoadOptions& options, std::vector<Problem>& warnings) {
    if (options.drop.empty()) return std::nullopt;
    TitleRow titles = find_title_row(text, behind_skipped(text, dialect, options.skip_rows), dialect.separator, words);
    std::vector<std::size_t> columns = unknown_columns(titles.titles, words, dialect.separator == '\t');
    if (columns.empty()) return std::nullopt;
    DroppedValues dropped(options.drop);
    RowDropper dropper(text, dialect.separator, std::move(titles), std::move(columns), dropped);
    if (!dropper.is_needed()) return std::nullopt;
    dropper.say(text, warnings);
    PartedTable fewer{dropper.written(), options};
    fewer.options.drop = dropped.left();
    return fewer;
}

}  // namespace iiindex::detail
