#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/document.hpp>

#include "fast/fetch.hpp"

namespace iiindex::detail {

/// A column whose cells are put in by put(cell, row): in their places, since one that is made elsewhere and copied must
/// first be stored there, and costs more than the number in it.
template <class Put>
Column column_of(std::string_view code, std::string_view title, Put put) {
    return {.code = std::string(code),
            .title = std::string(title),
            .cells = [put = std::move(put)](std::size_t first, std::span<Cell> cells) {
                for (std::size_t i = 0; i < cells.size(); ++i) put(cells[i], first + i);
            }};
}

/// A column of texts that live at least as long as the document.
template <class Text>
Column text_column(std::string_view code, std::string_view title, Text text) {
    return column_of(code, title, [text = std::move(text)](Cell& cell, std::size_t row) {
        const std::string_view found = text(row);
        fetch(found.data());  // it is read once the cells of all columns have been made
        cell.emplace<std::string_view>(found);
    });
}

/// A column of texts of its own.
inline Column texts_column(std::string_view code, std::string_view title, std::vector<std::string> texts) {
    return text_column(code, title,
                       [texts = std::move(texts)](std::size_t row) -> const std::string& { return texts[row]; });
}

/// A column of numbers, some of which may be missing.
template <class Number>
Column number_column(std::string_view code, std::string_view title, Number number) {
    return {.code = std::string(code),
            .title = std::string(title),
            .cells = [number = std::move(number)](std::size_t first, std::span<double> numbers) {
                for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = number(first + i);
            }};
}

/// One number less another, where both are there.
inline std::optional<double> difference(const std::optional<double>& a, const std::optional<double>& b) {
    return a && b ? std::optional(*a - *b) : std::nullopt;
}

}  // namespace iiindex::detail
