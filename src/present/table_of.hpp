#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "present/columns.hpp"

namespace iiindex::detail {

/// The numbers from `first` to the one before `last`, for a table whose rows are kept nowhere.
class Numbers {
public:
    Numbers(std::size_t first, std::size_t last) : first_(first), last_(last) {}

    std::size_t size() const { return last_ - first_; }
    std::size_t operator[](std::size_t i) const { return first_ + i; }

private:
    std::size_t first_, last_;
};

/// Builds a table, a row a `Row`. Cells are read from a row by a member or a function. What reads numbers, or texts, is
/// of one type whatever it is, so that hundreds of columns are not as many types to be compiled.
template <class Row, class Rows = std::vector<Row>>
class TableOf {
public:
    template <class Value>
    using Read = std::function<Value(const Row&)>;

    /// Keeps the rows.
    TableOf(std::string_view code, std::string_view title, Rows rows)
        : TableOf(code, title, std::make_shared<const Rows>(std::move(rows))) {}
    /// Of rows that outlive the table.
    TableOf(std::string_view code, std::string_view title, const Rows* rows)
        : TableOf(code, title, std::shared_ptr<const Rows>(std::shared_ptr<void>(), rows)) {}
    TableOf(std::string_view code, std::string_view title, std::shared_ptr<const Rows> rows)
        : rows_(std::move(rows)),
          table_{.code = std::string(code), .title = std::string(title), .rows = rows_->size(), .columns = {}} {}

    /// Texts that live as long as the rows.
    template <class Text>
    TableOf& text(std::string_view code, std::string_view title, Text text) {
        static_assert(!std::is_same_v<std::invoke_result_t<Text, const Row&>, std::string>, "a text of no row dangles");
        return column(text_column(code, title, of_rows(Read<std::string_view>(std::move(text)))));
    }

    /// Numbers, some of which may be missing.
    TableOf& number(std::string_view code, std::string_view title, Read<std::optional<double>> number, int digits = 1) {
        column(number_column(
            code, title, [of_row = of_rows(std::move(number))](std::size_t i) { return of_row(i).value_or(missing); }));
        table_.columns.back().digits = digits;
        return *this;
    }

    /// Whole numbers; 0 stands for none.
    TableOf& whole(std::string_view code, std::string_view title, Read<std::int64_t> number,
                   std::vector<std::string> labels = {}) {
        column(whole_column(code, title, of_rows(std::move(number))));
        table_.columns.back().labels = std::move(labels);
        return *this;
    }

    /// Counts and differences of ranks, in which 0 is 0.
    TableOf& count(std::string_view code, std::string_view title, Read<std::int64_t> number) {
        return column(count_column(code, title, of_rows(std::move(number))));
    }

    /// Whether something is so: 1 or 0, for programs.
    TableOf& flag(std::string_view code, std::string_view title, Read<bool> truth) {
        return column(count_column(code, title, of_rows(std::move(truth)))).only_for(Audience::programs);
    }

    /// A column that is made elsewhere.
    TableOf& column(Column column) {
        table_.columns.push_back(std::move(column));
        return *this;
    }

    /// The column added last is for one audience.
    TableOf& only_for(Audience audience) {
        table_.columns.back().audience = audience;
        return *this;
    }

    /// The column added last is to be filled in.
    TableOf& entered(Entry entry) {
        table_.columns.back().entry = std::move(entry);
        return *this;
    }

    /// The column added last may be broken over lines.
    TableOf& wrapped() {
        table_.columns.back().wraps = true;
        return *this;
    }

    /// The column added last is the first to be left out where there is no room.
    TableOf& spare() {
        table_.columns.back().spare = true;
        return *this;
    }

    Table take(Audience audience = Audience::all) {
        table_.audience = audience;
        return std::move(table_);
    }

private:
    template <class Value>
    auto of_rows(Read<Value> read) const {
        return [rows = rows_, read = std::move(read)](std::size_t i) { return read((*rows)[i]); };
    }

    std::shared_ptr<const Rows> rows_;
    Table table_;
};

}  // namespace iiindex::detail
