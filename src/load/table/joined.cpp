#include "load/table/joined.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "load/table/dated.hpp"
#include "load/table/header.hpp"
#include "load/table/rows.hpp"
#include "text/commas.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// A key or a value of one, and where it stands.
struct Part {
    std::string text;
    std::size_t begin = 0, length = 0;
};

/// The parts of a cell between its commas.
std::vector<Part> parts_of(std::string_view characters, const Field& field) {
    std::vector<Part> parts;
    for (std::size_t at = field.begin; at <= field.end;) {
        const std::size_t end = std::min(characters.find(',', at), field.end);
        std::string_view part = trimmed(characters.substr(at, end - at));
        if (field.quoted && part.starts_with('"')) part.remove_prefix(1);
        if (field.quoted && part.ends_with('"')) part.remove_suffix(1);
        parts.push_back({std::string(part), static_cast<std::size_t>(part.data() - characters.data()), part.size()});
        at = end + 1;
    }
    return parts;
}

/// The titles of a table with joined keys: the keys, without what the columns beside them are.
struct Head {
    std::vector<Part> keys;
    std::vector<Field> row;
};

std::optional<Head> head_of(std::string_view characters, std::size_t begin, char separator) {
    Head head{.keys = {}, .row = scan_row(characters, next_row(characters, begin), separator)};
    if (head.row.size() < 2 || head.row.front().flaw != Field::Flaw::none) return std::nullopt;
    head.keys = parts_of(characters, head.row.front());
    Part& last = head.keys.back();
    const std::size_t slash = last.text.find('\\');
    if (head.keys.size() < 2 || slash == last.text.npos) return std::nullopt;
    std::string scratch;
    const auto is_year = [&](const Field& field) {
        const std::string_view title = trimmed(content(characters, field, scratch));
        return title.empty() || !date_of(title).empty();
    };
    if (!std::all_of(head.row.begin() + 1, head.row.end(), is_year)) return std::nullopt;
    last.text.resize(slash);
    last.length = slash;
    return head;
}

/// Parts the keys of one table.
class KeyParter {
public:
    KeyParter(const Text& text, char separator, const TitleWords& words, LoadOptions options, Head head)
        : text_(text),
          characters_(text.characters()),
          separator_(separator),
          words_(words),
          options_(std::move(options)),
          head_(std::move(head)) {}

    PartedTable parted(std::vector<Problem>& warnings) {
        read_rows();
        find_indicator(warnings);
        leave_out_others(warnings);
        faults_.raise_if_any(text_);
        options_.skip_rows = 0;
        options_.pass_over_flags = true;
        return {written(), std::move(options_)};
    }

private:
    struct Row {
        std::vector<Field> fields;
        std::vector<Part> keys;  ///< none: no unit's row
    };

    std::size_t unit() const { return head_.keys.size() - 1; }

    bool names_input(std::string_view value) const {
        const Meaning meaning = words_.meaning_of(value, false);
        return meaning.input || meaning.indicators.size() == 1;
    }

    void read_rows() {
        DroppedValues dropped(options_.drop);
        for (std::size_t at = next_row(characters_, head_.row.back().next); at < characters_.size();) {
            Row row{.fields = scan_row(characters_, at, separator_), .keys = {}};
            at = next_row(characters_, row.fields.back().next);
            const Field& first = row.fields.front();
            const bool is_alone = std::all_of(row.fields.begin() + 1, row.fields.end(),
                                              [](const Field& field) { return field.begin == field.end; });
            row.keys = parts_of(characters_, first);
            if (is_alone && row.keys.size() != head_.keys.size()) row.keys.clear();
            if (!row.keys.empty() && row.keys.size() != head_.keys.size()) {
                faults_.add({first.begin,
                             first.end - first.begin,
                             said("{} keys, and the titles have {}", row.keys.size(), head_.keys.size()),
                             {}});
                continue;
            }
            const bool is_dropped = std::any_of(row.keys.begin(), row.keys.end(), [&](const Part& part) {
                return &part != &row.keys.back() && dropped.take(part.text);
            });
            if (!is_dropped) rows_.push_back(std::move(row));
        }
        options_.drop = dropped.left();
    }

    /// The key whose values name indicators: the one that the options say, else the only one of which some do.
    void find_indicator(std::vector<Problem>& warnings) {
        std::vector<std::size_t> likely;
        for (std::size_t key = 0; key < unit(); ++key) {
            const auto column = words_.meaning_of(head_.keys[key].text, false).long_column;
            if (column && *column != LongColumn::value) indicator_ = key;
            const bool names_some = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
                return !row.keys.empty() && names_input(row.keys[key].text);
            });
            if (names_some) likely.push_back(key);
        }
        if (indicator_) return;
        const std::size_t inputs = words_.index().indicators.size() + words_.index().inputs.size();
        if (likely.size() == 1) {
            indicator_ = likely.front();
            warn(said("the indicators are those of key '{}'", head_.keys[*indicator_].text), warnings);
        } else if (inputs > 1) {
            refuse_key(
                likely.empty() ? said("no key has values that are codes or names of indicators")
                               : said("keys '{}' and '{}' both have codes or names of indicators",
                                      head_.keys[likely[0]].text, head_.keys[likely[1]].text),
                said("say which names them: --columns indicator={}", head_.keys[likely.empty() ? 0 : likely[0]].text));
        }
    }

    /// Refuses keys that tell values of one indicator apart; says the others.
    void leave_out_others(std::vector<Problem>& warnings) {
        std::vector<std::string> passed_over;
        for (std::size_t key = 0; key < unit(); ++key) {
            if (indicator_ && key == *indicator_) continue;
            std::set<std::string> values;
            std::map<std::string, std::string> of;  // by indicator
            bool is_one = true;
            for (const Row& row : rows_) {
                if (row.keys.empty()) continue;
                const std::string indicator = indicator_ ? row.keys[*indicator_].text : std::string();
                if (indicator_ && !names_input(indicator)) continue;
                values.insert(row.keys[key].text);
                is_one = of.try_emplace(indicator, row.keys[key].text).first->second == row.keys[key].text && is_one;
            }
            if (is_one) {
                passed_over.push_back(said("{} ({})", head_.keys[key].text, some_of(values)));
                continue;
            }
            const std::string& title = head_.keys[key].text;
            std::string remedy = indicator_
                                     ? said("leave out the rows of all but one: --drop {}", *values.rbegin())
                                     : said(
                                           "leave out the rows of all but one: --drop {}; or if it names indicators: "
                                           "--columns indicator={}",
                                           *values.rbegin(), title);
            refuse_key(said("key '{}' has several values ({}), and the index does not tell them apart", title,
                            some_of(values)),
                       std::move(remedy));
        }
        if (!passed_over.empty()) warn(said("keys that are passed over: {}", enumerated(passed_over)), warnings);
    }

    static std::string some_of(const std::set<std::string>& values) {
        return first_few({values.begin(), values.end()});
    }

    void refuse_key(std::string what, std::string remedy) {
        const Field& title = head_.row.front();
        faults_.add({title.begin, title.end - title.begin, std::move(what), std::move(remedy)});
    }

    void warn(std::string what, std::vector<Problem>& warnings) const {
        const Field& title = head_.row.front();
        warnings.push_back(text_.problem({title.begin, title.end - title.begin, std::move(what), {}}));
    }

    static void add_beside(const std::vector<Field>& row, TableWriter& table) {
        for (std::size_t column = 1; column < row.size(); ++column)
            table.copy(row[column].begin, row[column].end - row[column].begin);
        table.end_row();
    }

    MadeTable written() const {
        TableWriter table(characters_, separator_);
        const auto add = [&](std::string_view text, const Part& part) { table.cell(text, part.begin, part.length); };
        const Part& of_units = head_.keys.back();
        add(fixed_title(title_form(of_units.text)) ? std::string_view(of_units.text) : "code", of_units);
        if (indicator_) {
            const Part& key = head_.keys[*indicator_];
            const bool is_known = words_.meaning_of(key.text, false).long_column.has_value();
            add(is_known ? std::string_view(key.text) : "indicator", key);
        }
        add_beside(head_.row, table);
        for (const Row& row : rows_) {
            if (row.keys.empty()) {
                const Field& first = row.fields.front();
                table.copy(first.begin, first.end - first.begin);
                if (indicator_) table.empty_cell();
            } else {
                add(row.keys.back().text, row.keys.back());
                if (indicator_) add(row.keys[*indicator_].text, row.keys[*indicator_]);
            }
            add_beside(row.fields, table);
        }
        return std::move(table).finish();
    }

    const Text& text_;
    std::string_view characters_;
    char separator_;
    const TitleWords& words_;
    LoadOptions options_;
    Head head_;
    std::vector<Row> rows_;
    std::optional<std::size_t> indicator_;
    Faults faults_;
};

}  // namespace

bool has_joined_keys(const Text& text, const Dialect& dialect) {
    return head_of(text.characters(), dialect.begin, dialect.separator).has_value();
}

std::optional<PartedTable> with_parted_keys(const Text& text, const Dialect& dialect, const TitleWords& words,
                                            const LoadOptions& options, std::vector<Problem>& warnings) {
    if (options.shape != Shape::found_out && options.shape != Shape::periods_as_columns) return std::nullopt;
    const std::size_t begin = options.skip_rows == 0 ? dialect.begin : behind_skipped(text, dialect, options.skip_rows);
    auto head = head_of(text.characters(), begin, dialect.separator);
    if (!head) return std::nullopt;
    return KeyParter(text, dialect.separator, words, options, std::move(*head)).parted(warnings);
}

}  // namespace iiindex::detail
