#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "present/columns.hpp"

namespace iiindex::detail {

/// Builds a table that has a row a `Row` and keeps them. Cells are read from a row by a member or a function.
template <class Row>
class TableOf {
public:
    TableOf(std::string_view code, std::string_view title, std::vector<Row> rows)
        : rows_(std::make_shared<const std::vector<Row>>(std::move(rows))),
          table_{.code = std::string(code), .title = std::string(title), .rows = rows_->size(), .columns = {}} {}

    /// Texts that live in the rows.
    template <class Text>
    TableOf& text(std::string_view code, std::string_view title, Text text) {
        table_.columns.push_back(text_column(code, title, [rows = rows_, text](std::size_t i) {
            return std::string_view(std::invoke(text, (*rows)[i]));
        }));
        return *this;
    }

    /// Numbers, some of which may be missing.
    template <class Number>
    TableOf& number(std::string_view code, std::string_view title, Number number, int digits = 1) {
        table_.columns.push_back(number_column(code, title, [rows = rows_, number](std::size_t i) {
            return std::optional<double>(std::invoke(number, (*rows)[i])).value_or(missing);
        }));
        table_.columns.back().digits = digits;
        return *this;
    }

    /// Whole numbers; 0 stands for none.
    template <class Number>
    TableOf& whole(std::string_view code, std::string_view title, Number number, std::vector<std::string> labels = {}) {
        table_.columns.push_back(whole_column(
            code, title, [rows = rows_, number](std::size_t i) { return std::invoke(number, (*rows)[i]); }));
        table_.columns.back().labels = std::move(labels);
        return *this;
    }

    /// Counts and differences of ranks, in which 0 is 0.
    template <class Number>
    TableOf& count(std::string_view code, std::string_view title, Number number) {
        table_.columns.push_back(count_column(
            code, title, [rows = rows_, number](std::size_t i) { return std::invoke(number, (*rows)[i]); }));
        return *this;
    }

    /// The column added last is for one audience.
    TableOf& only_for(Audience audience) {
        table_.columns.back().audience = audience;
        return *this;
    }

    /// The column added last may be broken over lines.
    TableOf& wrapped() {
        table_.columns.back().wraps = true;
        return *this;
    }

    Table take(Audience audience = Audience::all) {
        table_.audience = audience;
        return std::move(table_);
    }

private:
    std::shared_ptr<const std::vector<Row>> rows_;
    Table table_;
};

}  // namespace iiindex::detail
