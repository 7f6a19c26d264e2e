#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/document.hpp>

namespace iiindex::detail {

/// Reads of a row, which is known by its address.
template <class Value>
using ReadRow = std::function<Value(const void* row)>;

/// The rows of a table, one behind the other, of whatever type.
struct AnyRows {
    std::shared_ptr<const void> first;  ///< keeps them all, if they are to be kept
    std::size_t count = 0;
    std::size_t size_of_each = 0;

    const void* at(std::size_t i) const { return static_cast<const std::byte*>(first.get()) + i * size_of_each; }
};

/// Builds a table whose rows are of any type. TableOf knows the type, and only as much as reads a cell depends on it,
/// for hundreds of columns of many types take long to compile.
class TableBuilder {
public:
    TableBuilder(std::string_view code, std::string_view title, AnyRows rows);

    /// Texts that live as long as the rows.
    TableBuilder& text(std::string_view code, std::string_view title, ReadRow<std::string_view> text);

    /// Numbers, some of which may be missing.
    TableBuilder& number(std::string_view code, std::string_view title, ReadRow<std::optional<double>> number,
                         int digits = 1);

    /// Whole numbers; 0 stands for none.
    TableBuilder& whole(std::string_view code, std::string_view title, ReadRow<std::int64_t> number,
                        std::vector<std::string> labels = {});

    /// Counts and differences of ranks, in which 0 is 0.
    TableBuilder& count(std::string_view code, std::string_view title, ReadRow<std::int64_t> number);

    /// Whether something is so: 1 or 0, for programs.
    TableBuilder& flag(std::string_view code, std::string_view title, ReadRow<bool> truth);

    /// A column that is made elsewhere.
    TableBuilder& column(Column column);

    /// The column added last is for one audience.
    TableBuilder& only_for(Audience audience);

    /// The column added last is to be filled in.
    TableBuilder& entered(Entry entry);

    /// The column added last may be broken over lines.
    TableBuilder& wrapped();

    /// The column added last is the first to be left out where there is no room.
    TableBuilder& spare();

    Table take(Audience audience = Audience::all);

private:
    AnyRows rows_;
    Table table_;
};

}  // namespace iiindex::detail
