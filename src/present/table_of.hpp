#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "present/table_builder.hpp"

namespace iiindex::detail {

/// The numbers from `first` to the one before `last`, as the rows of a table of what is kept elsewhere.
inline std::vector<std::size_t> numbers_between(std::size_t first, std::size_t last) {
    std::vector<std::size_t> numbers(last - first);
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

/// What reads of a row by its address, given a member of it or a function of it.
template <class Value, class Row, class Of>
ReadRow<Value> of_row(Of of) {
    return [of = std::move(of)](const void* row) -> Value {
        if constexpr (std::is_member_pointer_v<Of>)
            return static_cast<Value>(std::invoke(of, *static_cast<const Row*>(row)));
        else
            return static_cast<Value>(of(*static_cast<const Row*>(row)));
    };
}

/// Builds a table, a row a `Row`. Cells are read from a row by a member or a function.
template <class Row>
class TableOf : public TableBuilder {
public:
    /// Keeps the rows, a vector.
    template <class Vector>
    TableOf(std::string_view code, std::string_view title, Vector rows)
        : TableOf(code, title, std::make_shared<const Vector>(std::move(rows))) {}
    /// Of rows that outlive the table.
    template <class Vector>
    TableOf(std::string_view code, std::string_view title, const Vector* rows)
        : TableOf(code, title, std::shared_ptr<const Vector>(std::shared_ptr<void>(), rows)) {}
    template <class Vector>
    TableOf(std::string_view code, std::string_view title, const std::shared_ptr<const Vector>& rows)
        // NOLINTNEXTLINE(bugprone-sizeof-expression): a row may be a pointer
        : TableBuilder(code, title, {{rows, rows->data()}, rows->size(), sizeof(Row)}) {}

    template <class Of>
    TableOf& text(std::string_view code, std::string_view title, Of of) {
        static_assert(!std::is_same_v<std::invoke_result_t<Of, const Row&>, std::string>, "a text of no row dangles");
        TableBuilder::text(code, title, of_row<std::string_view, Row>(std::move(of)));
        return *this;
    }

    template <class Of>
    TableOf& number(std::string_view code, std::string_view title, Of of, int digits = 1) {
        TableBuilder::number(code, title, of_row<std::optional<double>, Row>(std::move(of)), digits);
        return *this;
    }

    template <class Of>
    TableOf& whole(std::string_view code, std::string_view title, Of of, std::vector<std::string> labels = {}) {
        TableBuilder::whole(code, title, of_row<std::int64_t, Row>(std::move(of)), std::move(labels));
        return *this;
    }

    template <class Of>
    TableOf& count(std::string_view code, std::string_view title, Of of) {
        TableBuilder::count(code, title, of_row<std::int64_t, Row>(std::move(of)));
        return *this;
    }

    template <class Of>
    TableOf& flag(std::string_view code, std::string_view title, Of of) {
        TableBuilder::flag(code, title, of_row<bool, Row>(std::move(of)));
        return *this;
    }
};

}  // namespace iiindex::detail
