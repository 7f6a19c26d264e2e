#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/format.hpp>

namespace iiindex {

/// A column of texts that live at least as long as the document.
template <class Text>
Column text_column(std::string_view code, std::string_view title, Text text) {
    return {.code = std::string(code), .title = std::string(title),
            .cells = each_cell([text = std::move(text)](std::size_t row) -> Cell {
                const std::string_view found = text(row);
                __builtin_prefetch(found.data());   // it is read once the cells of all columns have been made
                return found;
            })};
}

/// A column of texts of its own.
inline Column texts_column(std::string_view code, std::string_view title, std::vector<std::string> texts) {
    return text_column(code, title, [texts = std::move(texts)](std::size_t row) -> const std::string& {
        return texts[row];
    });
}

/// A column of whole numbers; 0 stands for none.
template <class Number>
Column whole_column(std::string_view code, std::string_view title, Number number) {
    return {.code = std::string(code), .title = std::string(title),
            .cells = each_cell([number = std::move(number)](std::size_t row) -> Cell {
                const auto value = static_cast<std::int64_t>(number(row));
                return value == 0 ? Cell() : Cell(value);
            })};
}

/// A column of counts, in which 0 is 0.
template <class Number>
Column count_column(std::string_view code, std::string_view title, Number number) {
    return {.code = std::string(code), .title = std::string(title),
            .cells = each_cell([number = std::move(number)](std::size_t row) -> Cell {
                return static_cast<std::int64_t>(number(row));
            })};
}

/// A column of numbers, some of which may be missing: a cell that holds none is absent (is_absent).
template <class Number>
Column number_column(std::string_view code, std::string_view title, Number number) {
    return {.code = std::string(code), .title = std::string(title),
            .cells = each_cell([number = std::move(number)](std::size_t row) -> Cell {
                const double value = number(row);
                return value;
            })};
}

}  // namespace iiindex
