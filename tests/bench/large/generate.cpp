// Writes a synthetic table of the built-in index: 20 indicators of as many units as asked for.
// usage: large_generate ROWS SEED > table.csv
//
// The bytes depend on ROWS and SEED alone: a row's numbers come of its place by a counter-based generator,
// and nothing but sums and products, which round the same everywhere, makes values of them.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <Random123/philox.h>

namespace {

constexpr int full_precision = -1;

/// What an indicator's values look like: how many decimals are written, and where they lie.
struct Indicator {
    std::string_view code;
    int decimals;
    double least, greatest;
};

constexpr std::array<Indicator, 20> indicators = {{
    {"policies", 0, 0, 120},
    {"gdp_growth", 2, -6, 15},
    {"summits", 0, 0, 60},
    {"fund_size", 2, 0, 25000},
    {"fund_count", 0, 0, 150},
    {"investment_amount", full_precision, 0, 980},
    {"investment_deals", 0, 0, 210},
    {"workforce", 0, 200, 2500000},
    {"outstanding_talent", 0, 0, 900},
    {"universities", 0, 0, 40},
    {"papers", 0, 0, 60000},
    {"patents", 0, 0, 90000},
    {"incubators", 0, 0, 1500},
    {"computing_facilities", 0, 0, 300},
    {"base_stations", 0, 10, 85000},
    {"pilot_projects", 0, 0, 70},
    {"large_companies", 0, 0, 120},
    {"market_value", full_precision, 0, 42000},
    {"companies", 0, 5, 300000},
    {"value_added_change", full_precision, -12, 35},
}};

/// Of 2^32 draws: 2 % of the cells are empty, and 1 in 10,000 units has no value at all.
constexpr std::uint32_t empty_cells = 85899346;
constexpr std::uint32_t empty_units = 429497;

constexpr std::size_t longest_row = 1024;
constexpr std::size_t buffer_size = 1 << 20;

using Draws = r123::Philox4x32::ctr_type;

Draws draw(std::uint64_t seed, std::uint64_t row, std::uint32_t block) {
    const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
    const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
    return r123::Philox4x32()({{low(row), high(row), block, 0}}, {{low(seed), high(seed)}});
}

/// A number from (0, 1).
double fraction(std::uint32_t bits) { return (bits + 0.5) / 4294967296.0; }

char* write(char* at, std::string_view text) { return std::copy(text.begin(), text.end(), at); }

/// Zeros before it, to at least `width` digits.
char* write_padded(char* at, std::uint64_t number, std::ptrdiff_t width) {
    std::array<char, 20> digits;
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    at = std::fill_n(at, std::max<std::ptrdiff_t>(0, width - (end - digits.data())), '0');
    return std::copy(static_cast<const char*>(digits.data()), end, at);
}

char* write_fixed(char* at, double value, int decimals) {
    const std::uint64_t unit = decimals == 0 ? 1 : 100;
    const std::int64_t scaled = std::llround(value * static_cast<double>(unit));
    if (scaled < 0) *at++ = '-';
    const auto magnitude = static_cast<std::uint64_t>(std::abs(scaled));
    at = write_padded(at, magnitude / unit, 1);
    if (decimals == 0) return at;
    *at++ = '.';
    return write_padded(at, magnitude % unit, decimals);
}

/// size: how large the unit is, from (0, 1). Large units are large in most things, and few are very large.
char* write_value(char* at, const Indicator& indicator, double size, std::uint32_t bits) {
    const double place = 0.5 * (size + fraction(bits));
    const double value = indicator.least + (indicator.greatest - indicator.least) * (place * place);
    if (indicator.decimals == full_precision) return std::to_chars(at, at + 32, value).ptr;
    return write_fixed(at, value, indicator.decimals);
}

char* write_header(char* at) {
    at = write(at, "code");
    for (const Indicator& indicator : indicators) {
        *at++ = ',';
        at = write(at, indicator.code);
    }
    *at++ = '\n';
    return at;
}

char* write_row(char* at, std::uint64_t seed, std::uint64_t row) {
    const Draws unit = draw(seed, row, 0);
    *at++ = 'u';
    at = write_padded(at, row + 1, 8);
    for (std::uint32_t i = 0; i < indicators.size(); i += 2) {
        const Draws cells = draw(seed, row, 1 + i / 2);
        for (const std::uint32_t j : {0U, 1U}) {
            *at++ = ',';
            if (cells[2 * j] < empty_cells || unit[1] < empty_units) continue;
            at = write_value(at, indicators[i + j], fraction(unit[0]), cells[2 * j + 1]);
        }
    }
    *at++ = '\n';
    return at;
}

bool write_table(std::uint64_t rows, std::uint64_t seed) {
    std::vector<char> buffer(buffer_size + longest_row);
    char* at = write_header(buffer.data());
    for (std::uint64_t row = 0; row < rows; ++row) {
        at = write_row(at, seed, row);
        const auto filled = static_cast<std::size_t>(at - buffer.data());
        if (filled < buffer_size) continue;
        if (std::fwrite(buffer.data(), 1, filled, stdout) != filled) return false;
        at = buffer.data();
    }
    const auto filled = static_cast<std::size_t>(at - buffer.data());
    return std::fwrite(buffer.data(), 1, filled, stdout) == filled && std::fflush(stdout) == 0;
}

bool read_number(std::string_view text, std::uint64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t rows = 0, seed = 0;
    if (argc != 3 || !read_number(argv[1], rows) || !read_number(argv[2], seed)) {
        std::fputs("usage: large_generate ROWS SEED > table.csv\n", stderr);
        return 2;
    }
    if (write_table(rows, seed)) return 0;
    std::perror("large_generate");
    return 3;
}
