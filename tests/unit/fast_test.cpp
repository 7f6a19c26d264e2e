// What is written for speed does what its plain twin does.

#include "catch.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/number.hpp>

#include "draws.hpp"
#include "engine/methods/majority.hpp"
#include "fast/long_number.hpp"
#include "fast/number_text.hpp"
#include "fast/order.hpp"
#include "fast/short_number.hpp"
#include "fast/smooth.hpp"
#include "load/table/number.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check_texts(const std::vector<double>& numbers) {
    std::vector<NumberText> texts(numbers.size());
    write_shortest(numbers, texts);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (texts[i].view() == shortest(numbers[i])) continue;
        REQUIRE(texts[i].view() == shortest(numbers[i]));
    }
}

}  // namespace

TEST_CASE("many numbers are written as each alone: of any bits") {
    std::mt19937_64 random(2020);
    std::vector<double> numbers;
    for (int i = 0; i < draws(300000); ++i) {
        const auto number = std::bit_cast<double>(std::uint64_t{random()});
        if (std::isfinite(number)) numbers.push_back(number);
    }
    for (int i = 0; i < draws(300000); ++i) {
        const std::uint64_t exponent = 1023 - 22 + random() % 96;  // about those written without an exponent
        numbers.push_back(std::bit_cast<double>(random() >> 12 | exponent << 52));
    }
    check_texts(numbers);
}

TEST_CASE("many numbers are written as each alone: round ones") {
    std::mt19937_64 random(1);
    std::vector<double> numbers;
    for (int i = 0; i < 200000; ++i) {
        const double number = std::pow(10, std::uniform_real_distribution(-8.0, 22.0)(random));
        numbers.push_back(i % 2 == 0 ? -std::round(number) : std::round(number * 100) / 100);
        numbers.push_back(static_cast<double>(i));
    }
    check_texts(numbers);
}

TEST_CASE("many numbers are written as each alone: at the edges of binary and decimal exponents") {
    std::vector<double> edges = {5e-324, 2.2250738585072014e-308, std::numeric_limits<double>::max() / 2};
    for (int exponent = -1074; exponent <= 1023; exponent += exponent > -25 && exponent < 75 ? 1 : 97) {
        edges.push_back(std::ldexp(1, exponent));
    }
    for (int exponent = -8; exponent <= 23; ++exponent) edges.push_back(std::pow(10, exponent));
    std::vector<double> numbers = {std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (const double edge : edges) {
        double below = edge, above = edge;
        for (int step = 0; step < 300; ++step) {
            numbers.push_back(below);
            numbers.push_back(-above);
            below = std::nextafter(below, 0);
            above = std::nextafter(above, infinity);
        }
    }
    check_texts(numbers);
}

TEST_CASE("a text is the same wherever its number stands among others, and however many there are") {
    const std::vector<double> kinds = {0,       -0.0,  1,       -1,     62.1, -0.1,        1e-6,
                                       -9.5e-7, 1e300, -5e-324, 0x1p53, 1e21, -123456789.5};
    std::mt19937_64 random(5);
    for (std::size_t count = 0; count < 3 * numbers_at_once; ++count) {
        std::vector<double> numbers;
        for (std::size_t i = 0; i < count; ++i) numbers.push_back(kinds[random() % kinds.size()]);
        check_texts(numbers);
    }
}

TEST_CASE("whole numbers are written as the standard library writes them") {
    std::mt19937_64 random(4);
    const auto check = [](std::int64_t number) {
        std::array<char, whole_room> text;
        REQUIRE(std::string(text.data(), write_whole(text.data(), number)) == std::to_string(number));
    };
    for (const std::int64_t number :
         {std::int64_t{0}, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        check(number);
    }
    for (std::int64_t power = 1; power < 1'000'000'000'000'000'000; power *= 10) {
        for (const std::int64_t number : {power - 1, power, power + 1, -power, 1 - power}) check(number);
    }
    for (int i = 0; i < 100000; ++i) check(static_cast<std::int64_t>(random()) >> random() % 64);
}

namespace {

using Reader = bool (*)(const std::string& text, std::size_t begin, std::size_t size, double& number);

/// A cell, as it is read where it stands in a text; nothing where it is left to a closer look.
std::optional<double> read(Reader reader, const std::string& before, const std::string& cell) {
    const std::string text = before + cell + std::string(64, '8');
    double number = 3;
    if (!reader(text, before.size(), cell.size(), number)) {
        if (number != 3) FAIL("a number of a cell that is none");
        return std::nullopt;
    }
    return number;
}

bool read_by_words(const std::string& text, std::size_t begin, std::size_t size, double& number) {
    const char* const cell = text.data() + begin;
    return read_short_cell(text.data(), cell, cell + size, number) ||
           read_long_cell(text.data(), cell, cell + size, number);
}

bool read_plainly(const std::string& text, std::size_t begin, std::size_t size, double& number) {
    return read_plain_cell(std::string_view(text).substr(begin, size), number);
}

bool has_same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

/// A cell that is read by words is what the plain twin makes of it, or the careful way where that leaves it.
void check_cell(const std::string& cell) {
    for (const std::string before : {"", "7", "1234567", "99999999", ".,.,.,.,", "--------"}) {
        const auto by_words = read(read_by_words, before, cell);
        if (!by_words) continue;
        auto plain = read(read_plainly, before, cell);
        if (!plain) {
            const NumberCell careful = read_number(cell, {}, "x");
            if (careful.kind == NumberCell::Kind::number) plain = careful.number;
        }
        if (plain && has_same_bits(*by_words, *plain)) continue;
        CAPTURE(before, cell);
        REQUIRE(by_words == plain);
    }
}

/// Whether words read what they are there for.
bool is_read_by_words(const std::string& cell) { return read(read_by_words, "12345678", cell).has_value(); }

}  // namespace

TEST_CASE("every cell of up to four letters is read by words as plainly, or not at all") {
    constexpr std::string_view letters = "0159.-+e, \n";
    for (std::size_t length = 0; length <= 4; ++length) {
        std::string cell(length, letters[0]);
        std::vector<std::size_t> place(length, 0);
        for (bool more = true; more;) {
            check_cell(cell);
            more = false;
            for (std::size_t i = 0; i < length && !more; ++i) {
                place[i] = (place[i] + 1) % letters.size();
                cell[i] = letters[place[i]];
                more = place[i] != 0;
            }
        }
    }
}

TEST_CASE("cells of any bytes are read by words as plainly, or not at all") {
    std::mt19937_64 random(11);
    constexpr std::string_view letters = "0123456789012345678901234567890123456789..-e:/,";
    for (int i = 0; i < 20000; ++i) {
        std::string cell;
        for (auto left = random() % 24; left > 0; --left) {
            cell += random() % 40 == 0 ? static_cast<char>(random()) : letters[random() % letters.size()];
        }
        check_cell(cell);
    }
}

TEST_CASE("words read empty cells and up to eight digits, with a point or a minus sign") {
    for (const std::string cell : {"", "0", "7", "-7", "50", "12345678", "-12345678", "1.5", "-0.25", ".5", "5.", "0.0",
                                   "-0", "1234.567", "-1234.567"}) {
        CAPTURE(cell);
        CHECK(is_read_by_words(cell));
        check_cell(cell);
    }
    for (const std::string cell : {"-", ".", "-.", "+1", "1e3", "123456789", "12345678.9", "abc", "..", "1.2.3", "--1",
                                   "1 ", " 1", "12345678 ", "1/2", "1:2"}) {
        CAPTURE(cell);
        CHECK_FALSE(is_read_by_words(cell));
    }
    CHECK_FALSE(read(read_by_words, "123456", "7"));  // there are no eight bytes
    CHECK(has_same_bits(*read(read_by_words, "1234567", "-0"), 0.0));
}

TEST_CASE("words read up to nineteen digits with a point among them, rounded once") {
    for (const std::string cell : {"1234567.8", "197.79901830726882", "-9.799810604827531", "0.30000000000000004",
                                   "9007199.254740993", "1234567.123456789012", "123.1234567890123456", "0.00000001",
                                   "0.5000000000000001", "1.9999999999999999", "9.9999999999999999"}) {
        CAPTURE(cell);
        CHECK(is_read_by_words(cell));
        check_cell(cell);
    }
    for (const std::string cell :
         {"0.00000000", "12345678.9012345", ".123456789", "1234567890123456", "1.2345678901234567890",
          "1234567.1234567890123", "1.23456789e5", "1.2345.6789", "1.23456789 ", "12.345,678"}) {
        CAPTURE(cell);
        CHECK_FALSE(is_read_by_words(cell));
    }
    std::mt19937_64 random(17);
    for (int i = 0; i < draws(200000); ++i) {
        const std::uint64_t exponent = 1023 - 30 + random() % 54;
        check_cell(shortest(std::bit_cast<double>(random() >> 12 | exponent << 52)));
        std::string digits = std::to_string(random() % 10'000'000'000'000'000'000U);
        digits.insert(random() % digits.size(), ".");
        check_cell(digits);
    }
}

namespace {

void check_order(const std::vector<double>& scores) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < scores.size(); ++i) {
        if (!is_missing(scores[i])) expected.push_back(i);
    }
    std::stable_sort(expected.begin(), expected.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
    const auto order = best_first(scores);
    REQUIRE(std::equal(order.begin(), order.end(), expected.begin(), expected.end()));
}

}  // namespace

TEST_CASE("scores are put in the order in which the standard library sorts them") {
    std::mt19937_64 random(7);
    const std::vector<double> hostile = {missing,
                                         0.0,
                                         -0.0,
                                         5e-324,
                                         -5e-324,
                                         1,
                                         std::nextafter(1, 2),
                                         1e300,
                                         -1e300,
                                         std::numeric_limits<double>::max(),
                                         std::numeric_limits<double>::lowest()};
    for (const std::size_t count : {0U, 1U, 2U, 100U, 16384U, 16385U, 60000U}) {
        std::vector<double> alike(count, 62.5), few(count), near(count), any(count), bits(count);
        for (std::size_t i = 0; i < count; ++i) {
            few[i] = hostile[random() % hostile.size()];
            near[i] = i % 1000 == 0 ? missing : 1 + 1e-13 * static_cast<double>(random() % 1000);
            any[i] = i == 17 ? 1e12 : std::uniform_real_distribution(0.0, 100.0)(random);
            const auto number = std::bit_cast<double>(std::uint64_t{random()});
            bits[i] = std::isfinite(number) ? number : missing;
        }
        for (const auto& scores : {alike, few, near, any, bits}) check_order(scores);
    }
}

TEST_CASE("curves by boxes are those point by point") {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal(50, 10);
    for (const bool is_clumped : {false, true}) {
        std::vector<double> x, y;
        for (int i = 0; i < 1500; ++i) {
            const double number = normal(random);
            // Ties, a lone point far away, and points just out of reach of the others.
            x.push_back(is_clumped ? std::floor(number / 4) + (i == 0 ? 1e6 : i < 9 ? 30.0 + i : 0.0) : number);
            y.push_back(std::sin(number / 9) + normal(random) / 50);
        }
        const double bandwidth = is_clumped ? 0.5 : 2.4;
        const auto expected = smoothed_one_by_one(x, y, bandwidth), found = smoothed_by_boxes(x, y, bandwidth);
        for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(found[i] == Approx(expected[i]).epsilon(1e-11));
    }
}

TEST_CASE("victories counted by bits are those counted one by one") {
    std::mt19937_64 random(11);
    const auto irregular = [&](std::size_t count) {
        std::vector<double> weights(count);
        for (double& weight : weights) weight = std::uniform_real_distribution(0.1, 1.0)(random);
        return weights;
    };
    const std::vector<std::vector<double>> kinds = {{1},
                                                    {0.6, 0.4},
                                                    {0.5, 0.5},
                                                    {1, 1, 1},
                                                    {0.1, 0.2, 0.3},
                                                    {3, 4, 5, 3, 5},
                                                    {1, 1, 1, 1, 1, 1, 1},
                                                    {0.37, 0.21, 0.13, 0.29},
                                                    {0, 0.5, 0.25, 0.25},
                                                    {0, 0},
                                                    std::vector<double>(12, 0.05),
                                                    irregular(8),
                                                    irregular(9)};
    for (const auto& weights : kinds) {
        for (const int distinct : {3, 40, 1'000'000}) {  // ties in all columns, in some, hardly any
            const std::size_t units = 1500;
            std::vector<std::vector<double>> columns(weights.size(), std::vector<double>(units));
            for (auto& column : columns) {
                for (double& number : column) number = static_cast<double>(random() % static_cast<unsigned>(distinct));
                if (distinct == 40) {
                    for (int i = 0; i < 50; ++i) column[random() % units] = missing;
                }
            }
            const std::vector<std::span<const double>> spans(columns.begin(), columns.end());
            const std::vector<double> tolerances(weights.size(), distinct == 40 ? 1.5 : 0);
            const Voters voters{spans, weights, tolerances};
            std::vector<double> expected(units), found(units);
            count_victories_one_by_one(voters, expected);
            count_victories(voters, found);
            REQUIRE(found == expected);
        }
    }
}
