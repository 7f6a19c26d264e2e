// Compares two ranked tables by code: scores to 1e-9, ranks and tiers exactly.
// usage: large_agree EXPECTED ACTUAL
//
// Two ranks of a unit may differ where the totals at both places agree to 1e-9, for there the order is
// decided by the rounding of sums. Each table must stand in the order of its ranks, units without one last.
// Prints the largest difference of a score, and on failure the first difference of each kind; exits 1 then.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "table.hpp"

namespace {

constexpr double tolerance = 1e-9;
constexpr double missing = std::numeric_limits<double>::infinity();  // equals itself, unlike a NaN

/// What is compared of a unit: its rank and tier, then the scores, the total first.
const std::vector<std::string> columns = {"rank",     "tier",           "iii",    "environment", "funding",
                                          "research", "infrastructure", "results"};
constexpr std::size_t rank_column = 0, total_column = 2;

struct Ranked {
    std::string name;
    std::vector<std::string_view> codes;      ///< as they stand in the table
    std::vector<std::vector<double>> values;  ///< a vector a column
};

double number(std::string_view cell) {
    if (cell.empty()) return missing;
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error == std::errc() && end == cell.data() + cell.size()) return value;
    throw std::runtime_error("not a number: '" + std::string(cell) + "'");
}

std::vector<std::string_view> cells(std::string_view line) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    std::vector<std::string_view> found;
    while (!line.empty()) found.push_back(take(line, ','));
    return found;
}

std::size_t place(const std::vector<std::string_view>& header, std::string_view title) {
    const auto found = std::find(header.begin(), header.end(), title);
    if (found == header.end()) throw std::runtime_error("no column '" + std::string(title) + "'");
    return static_cast<std::size_t>(found - header.begin());
}

Ranked read(std::string_view text, const std::string& name) {
    const auto header = cells(take(text, '\n'));
    std::vector<std::size_t> places;
    for (const std::string& column : columns) places.push_back(place(header, column));
    const std::size_t code = place(header, "code");
    Ranked table{.name = name, .codes = {}, .values = std::vector<std::vector<double>>(columns.size())};
    while (!text.empty()) {
        auto row = cells(take(text, '\n'));
        row.resize(header.size());  // a last cell that is empty leaves none behind
        table.codes.push_back(row[code]);
        for (std::size_t c = 0; c < columns.size(); ++c) table.values[c].push_back(number(row[places[c]]));
    }
    return table;
}

void check_order(const Ranked& table) {
    const std::vector<double>& ranks = table.values[rank_column];
    const auto fall = std::is_sorted_until(ranks.begin(), ranks.end());
    if (fall == ranks.end()) return;
    throw std::runtime_error(table.name + " is not in the order of its ranks at row " +
                             std::to_string(fall - ranks.begin() + 1));
}

/// How two columns differ; `missing` where only one has a number.
double difference(double a, double b) { return a == b ? 0 : std::abs(a - b); }

class Comparison {
public:
    Comparison(const Ranked& expected, const Ranked& actual) : expected_(expected), actual_(actual) {}

    void compare_unit(std::size_t e, std::size_t a) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const double gap = difference(expected_.values[c][e], actual_.values[c][a]);
            if (c >= total_column) largest_ = std::max(largest_, gap);
            if (gap == 0 || (c >= total_column && gap <= tolerance)) continue;
            if (c == rank_column && among_equals(e, a)) {
                ++swapped_;
            } else {
                note(c, e, a);
            }
        }
    }

    /// Says what was found; whether the tables agree.
    bool report() const {
        std::printf("%zu units, largest difference %.3g, %zu ranks among equal totals, %zu faults\n",
                    expected_.codes.size(), largest_, swapped_, faults_);
        for (const auto& [column, text] : first_) std::printf("%s\n", text.c_str());
        return faults_ == 0;
    }

private:
    /// Whether the totals at both ranks agree.
    bool among_equals(std::size_t e, std::size_t a) const {
        const double first = expected_.values[rank_column][e], second = actual_.values[rank_column][a];
        if (first == missing || second == missing || second > static_cast<double>(expected_.codes.size())) return false;
        const auto total_at = [&](double rank) {
            return expected_.values[total_column][static_cast<std::size_t>(rank) - 1];
        };
        return difference(total_at(first), total_at(second)) <= tolerance;
    }

    void note(std::size_t column, std::size_t e, std::size_t a) {
        ++faults_;
        first_.try_emplace(column, columns[column] + " of " + std::string(expected_.codes[e]) + ": " +
                                       std::to_string(expected_.values[column][e]) + " and " +
                                       std::to_string(actual_.values[column][a]));
    }

    const Ranked& expected_;
    const Ranked& actual_;
    double largest_ = 0;
    std::size_t swapped_ = 0, faults_ = 0;
    std::map<std::size_t, std::string> first_;
};

bool agree(const Ranked& expected, const Ranked& actual) {
    if (expected.codes.size() != actual.codes.size()) throw std::runtime_error("different numbers of units");
    std::unordered_map<std::string_view, std::size_t> rows;
    rows.reserve(actual.codes.size());
    for (std::size_t row = 0; row < actual.codes.size(); ++row) rows.emplace(actual.codes[row], row);
    if (rows.size() != actual.codes.size()) throw std::runtime_error("a unit stands twice in " + actual.name);
    Comparison comparison(expected, actual);
    for (std::size_t row = 0; row < expected.codes.size(); ++row) {
        const auto found = rows.find(expected.codes[row]);
        if (found == rows.end()) throw std::runtime_error("no unit " + std::string(expected.codes[row]));
        comparison.compare_unit(row, found->second);
    }
    return comparison.report();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 3) {
        std::fputs("usage: large_agree EXPECTED ACTUAL\n", stderr);
        return 2;
    }
    const MappedFile first(argv[1]), second(argv[2]);
    const Ranked expected = read(first.text(), argv[1]), actual = read(second.text(), argv[2]);
    check_order(expected);
    check_order(actual);
    return agree(expected, actual) ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "large_agree: %s\n", error.what());
    return 1;
}
