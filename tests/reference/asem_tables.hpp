#pragma once

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/prepare.hpp>

#include "catch.hpp"

namespace asem {

using namespace iiindex;

/// The folder of reference tables, if there is one.
inline std::optional<std::string> folder() {
    const char* const root = std::getenv("IIINDEX_REFERENCE");
    if (root == nullptr || *root == '\0') return std::nullopt;
    return std::string(root) + "/asem/";
}

/// A table as it stands in a file: texts by row and column name.
class Table {
public:
    explicit Table(const std::string& name) {
        std::ifstream in(*folder() + name, std::ios::binary);
        INFO(name);
        REQUIRE(in);
        std::string line;
        while (std::getline(in, line)) {
            if (header_.empty()) {
                header_ = fields(line);
            } else {
                rows_.push_back(fields(line));
            }
        }
        for (std::size_t i = 0; i < header_.size(); ++i) places_[header_[i]] = i;
    }

    std::size_t size() const { return rows_.size(); }
    const std::vector<std::string>& header() const { return header_; }
    const std::string& text(std::size_t row, const std::string& column) const { return rows_[row][places_.at(column)]; }
    double number(std::size_t row, const std::string& column) const {
        const std::string& field = text(row, column);
        return field.empty() ? missing : std::stod(field);
    }

private:
    static std::vector<std::string> fields(const std::string& line) {
        std::vector<std::string> all(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                all.emplace_back();
            else if (c != '\r')
                all.back() += c;
        }
        return all;
    }

    std::vector<std::string> header_;
    std::map<std::string, std::size_t> places_;
    std::vector<std::vector<std::string>> rows_;
};

inline nlohmann::json node_json(const Table& index, const std::string& code, const nlohmann::json& normalisation) {
    nlohmann::json node;
    for (std::size_t row = 0; row < index.size(); ++row) {
        if (index.text(row, "code") != code) continue;
        node["code"] = code;
        node["name"] = index.text(row, "name");
        if (index.text(row, "level") == "1") {
            node["direction"] = index.text(row, "direction") == "-1" ? "negative" : "positive";
        }
        if (index.text(row, "parent").empty()) {
            node["format"] = "iiindex/index/1";
            node["normalisation"] = normalisation;
        } else {
            node["weight"] = index.number(row, "weight");
        }
    }
    for (std::size_t row = 0; row < index.size(); ++row) {
        if (index.text(row, "parent") == code) {
            node["children"].push_back(node_json(index, index.text(row, "code"), normalisation));
        }
    }
    return node;
}

/// The index of index.csv with one normalisation for all, arithmetic unless `aggregation` says otherwise.
inline Index index_by(const nlohmann::json& normalisation, const std::string& aggregation = "arithmetic") {
    nlohmann::json root = node_json(Table("index.csv"), "Index", normalisation);
    root["aggregation"] = aggregation;
    return load_index({"asem.json", root.dump()}).value;
}

/// A table of indicators by unit (and `time`) as a dataset.
inline Dataset data_for(const Index& index, const std::string& file) {
    const Table table(file);
    const bool panel = table.header()[1] == "time";
    Dataset data;
    data.file = file;
    std::map<std::string, std::vector<std::size_t>> rows;
    for (std::size_t row = 0; row < table.size(); ++row) rows[panel ? table.text(row, "time") : ""].push_back(row);
    data.values = Columns(table.size(), index.indicators.size());
    std::size_t at = 0;
    for (const auto& [label, members] : rows) {
        data.periods.push_back({label, at, members.size()});
        for (const std::size_t row : members) {
            data.units.codes.push_back(table.text(row, "unit"));
            for (std::size_t i = 0; i < index.indicators.size(); ++i) {
                data.values.column(i)[at] = table.number(row, index.nodes[index.indicators[i]].code);
            }
            ++at;
        }
    }
    return data;
}

inline nlohmann::json min_max(double low, double high) { return {{"method", "min-max"}, {"range", {low, high}}}; }

inline Result computed(const nlohmann::json& normalisation, const std::string& aggregation = "arithmetic") {
    Index index = index_by(normalisation, aggregation);
    Dataset data = data_for(index, "indicators.csv");
    return compute(std::move(index), std::move(data));
}

inline std::size_t row_of(const Dataset& data, const std::string& unit) {
    return *data.find(data.periods.back(), unit);
}

/// Both there and near, or both missing.
inline bool near(double a, double b, double tolerance = 1e-9) {
    if (is_missing(a) || is_missing(b)) return is_missing(a) && is_missing(b);
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

}  // namespace asem

/// Begins a test that has nothing to compare with where there is no reference folder, and says so.
#define NEEDS_REFERENCE()                                   \
    if (!asem::folder()) {                                  \
        WARN("skipped: IIINDEX_REFERENCE names no folder"); \
        return;                                             \
    }
