#include "present/table_builder.hpp"

#include <utility>

#include "present/columns.hpp"

namespace iiindex::detail {
namespace {

/// What reads of a row by its place, given what reads of it by its address.
template <class Value>
auto by_place(const AnyRows& rows, ReadRow<Value> read) {
    return [rows, read = std::move(read)](std::size_t i) { return read(rows.at(i)); };
}

}  // namespace

TableBuilder::TableBuilder(std::string_view code, std::string_view title, AnyRows rows)
    : rows_(std::move(rows)),
      table_{.code = std::string(code), .title = std::string(title), .rows = rows_.count, .columns = {}} {}

TableBuilder& TableBuilder::text(std::string_view code, std::string_view title, ReadRow<std::string_view> text) {
    return column(text_column(code, title, by_place(rows_, std::move(text))));
}

TableBuilder& TableBuilder::number(std::string_view code, std::string_view title, ReadRow<std::optional<double>> number,
                                   int digits) {
    column(number_column(code, title,
                         [of = by_place(rows_, std::move(number))](std::size_t i) { return of(i).value_or(missing); }));
    table_.columns.back().digits = digits;
    return *this;
}

TableBuilder& TableBuilder::whole(std::string_view code, std::string_view title, ReadRow<std::int64_t> number,
                                  std::vector<std::string> labels) {
    column(column_of(code, title, [of = by_place(rows_, std::move(number))](Cell& cell, std::size_t row) {
        const std::int64_t value = of(row);
        if (value == 0)
            cell.emplace<std::monostate>();
        else
            cell.emplace<std::int64_t>(value);
    }));
    table_.columns.back().labels = std::move(labels);
    return *this;
}

TableBuilder& TableBuilder::count(std::string_view code, std::string_view title, ReadRow<std::int64_t> number) {
    return column(column_of(code, title, [of = by_place(rows_, std::move(number))](Cell& cell, std::size_t row) {
        cell.emplace<std::int64_t>(of(row));
    }));
}

TableBuilder& TableBuilder::flag(std::string_view code, std::string_view title, ReadRow<bool> truth) {
    return count(code, title, std::move(truth)).only_for(Audience::programs);
}

TableBuilder& TableBuilder::column(Column column) {
    table_.columns.push_back(std::move(column));
    return *this;
}

TableBuilder& TableBuilder::only_for(Audience audience) {
    table_.columns.back().audience = audience;
    return *this;
}

TableBuilder& TableBuilder::entered(Entry entry) {
    table_.columns.back().entry = std::move(entry);
    return *this;
}

TableBuilder& TableBuilder::wrapped() {
    table_.columns.back().wraps = true;
    return *this;
}

TableBuilder& TableBuilder::spare() {
    table_.columns.back().spare = true;
    return *this;
}

Table TableBuilder::take(Audience audience) {
    table_.audience = audience;
    return std::move(table_);
}

}  // namespace iiindex::detail
