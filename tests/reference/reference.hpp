#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <iiindex/load.hpp>

namespace iiindex::reference {

/// A part ("asem", "hdi") of the folder that IIINDEX_REFERENCE names. Empty, and said so, where there is
/// none.
std::optional<std::filesystem::path> folder(std::string_view part);

/// A file of this folder of the sources.
std::filesystem::path own_file(std::string_view name);

std::string text_of(const std::filesystem::path& path);

/// A CSV table as texts: small, trusted and well formed.
struct Table {
    using Row = std::vector<std::string>;

    Row titles;
    std::vector<Row> rows;

    std::size_t column(std::string_view title) const;
    const std::string& at(const Row& row, std::string_view title) const { return row[column(title)]; }
    /// The number in a field; empty where the field is.
    std::optional<double> number(const Row& row, std::string_view title) const;
    /// The rows by the text of one column, which is different in each.
    std::unordered_map<std::string, const Row*> by(std::string_view title) const;

    void rename(std::string_view from, std::string_view to);
    /// Appends the other's columns, matched by its first, which this one has too. Empty where it has no such
    /// row.
    void join(const Table& other);
    Source as_source(std::string name) const;
};

Table read_table(const std::filesystem::path& path);

}  // namespace iiindex::reference
