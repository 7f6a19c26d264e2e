#include "reference.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "catch.hpp"
#include "paths.hpp"

namespace iiindex::reference {
namespace {

Table::Row split(std::istream& text) {
    Table::Row fields(1);
    bool quoted = false;
    for (char c; text.get(c);) {
        if (c == '"') {
            const bool doubled = quoted && text.peek() == '"';
            if (doubled)
                fields.back() += static_cast<char>(text.get());
            else
                quoted = !quoted;
        } else if (quoted) {
            fields.back() += c;
        } else if (c == ',') {
            fields.emplace_back();
        } else if (c == '\n') {
            break;
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    return fields;
}

std::string quoted(const std::string& field) {
    if (field.find_first_of("\",\n") == field.npos) return field;
    std::string text = "\"";
    for (const char c : field) text.append(c == '"' ? 2 : 1, c);
    return text + '"';
}

std::string line(const Table::Row& row) {
    std::string text;
    for (const std::string& field : row) text += (text.empty() ? "" : ",") + quoted(field);
    return text + '\n';
}

}  // namespace

std::optional<std::filesystem::path> folder(std::string_view part) {
    const char* const named = std::getenv("IIINDEX_REFERENCE");
    const auto path = std::filesystem::path(named ? named : "") / part;
    if (named && std::filesystem::is_directory(path)) return path;
    skip("set IIINDEX_REFERENCE to the reference folder");
    return std::nullopt;
}

std::filesystem::path own_file(std::string_view name) {
    return std::filesystem::path(IIINDEX_SOURCE) / "tests/reference" / name;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t Table::column(std::string_view title) const {
    const auto found = std::find(titles.begin(), titles.end(), title);
    if (found == titles.end()) throw std::runtime_error("no column " + std::string(title));
    return static_cast<std::size_t>(found - titles.begin());
}

std::optional<double> Table::number(const Row& row, std::string_view title) const {
    const std::string& text = at(row, title);
    return text.empty() ? std::nullopt : std::optional(std::stod(text));
}

std::unordered_map<std::string, const Table::Row*> Table::by(std::string_view title) const {
    std::unordered_map<std::string, const Row*> found;
    for (const Row& row : rows) found[at(row, title)] = &row;
    return found;
}

void Table::rename(std::string_view from, std::string_view to) { titles[column(from)] = to; }

void Table::join(const Table& other) {
    const auto partners = other.by(other.titles[0]);
    const std::size_t key = column(other.titles[0]);
    titles.insert(titles.end(), other.titles.begin() + 1, other.titles.end());
    for (Row& row : rows) {
        const auto partner = partners.find(row[key]);
        if (partner != partners.end()) row.insert(row.end(), partner->second->begin() + 1, partner->second->end());
        row.resize(titles.size());
    }
}

Source Table::as_source(std::string name) const {
    std::string text = line(titles);
    for (const Row& row : rows) text += line(row);
    return {std::move(name), std::move(text)};
}

Table read_table(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    Table table;
    table.titles = split(file);
    while (file.peek() != std::ifstream::traits_type::eof()) table.rows.push_back(split(file));
    return table;
}

}  // namespace iiindex::reference
