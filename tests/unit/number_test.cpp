#include "catch.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <iiindex/number.hpp>

#include "fast/number_text.hpp"
#include "load/table/number.hpp"

using iiindex::fixed;
using iiindex::round_half_up;
using iiindex::shortest;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double read_back(const std::string& text) {
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    REQUIRE(read.ptr == text.data() + text.size());
    return number;
}

std::vector<iiindex::detail::NumberText> shortest_texts(const std::vector<double>& numbers) {
    std::vector<iiindex::detail::NumberText> texts(numbers.size());
    iiindex::detail::write_shortest(numbers, texts);
    return texts;
}

/// Numbers that are written without an exponent.
void check_shortest(const std::vector<double>& numbers) {
    const std::vector<iiindex::detail::NumberText> texts = shortest_texts(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::array<char, 64> text{};
        const auto written =
            std::to_chars(text.data(), text.data() + text.size(), numbers[i], std::chars_format::fixed);
        REQUIRE(texts[i].view() == std::string(text.data(), written.ptr));
    }
}

}  // namespace

TEST_CASE("a half in decimal rounds up, though the double lies below it") {
    CHECK(round_half_up(0.05, 1) == 0.1);
    CHECK(round_half_up(2.675, 2) == 2.68);
    CHECK(round_half_up(1.005, 2) == 1.01);
    CHECK(round_half_up(62.25, 1) == 62.3);
    CHECK(round_half_up(0.5, 0) == 1);
}

TEST_CASE("a sum an ulp short of a half counts as one") {
    CHECK(round_half_up(62.249999999999993, 1) == 62.3);
    CHECK(round_half_up(62.2499999999, 1) == 62.2);
}

TEST_CASE("up is towards positive infinity") {
    CHECK(round_half_up(-2.5, 0) == -2);
    CHECK(round_half_up(-2.51, 0) == -3);
    CHECK(round_half_up(-0.25, 1) == -0.2);
    CHECK(round_half_up(-0.05, 1) == 0);
}

TEST_CASE("rounding carries over nines and to powers of ten") {
    CHECK(round_half_up(99.95, 1) == 100);
    CHECK(round_half_up(0.96, 1) == 1);
    CHECK(round_half_up(1250, -2) == 1300);
    CHECK(round_half_up(60, -2) == 100);
    CHECK(round_half_up(49, -2) == 0);
    CHECK(round_half_up(5, -20) == 0);
}

TEST_CASE("what has no such decimals is only taken to fifteen digits") {
    CHECK(round_half_up(1e300, 1) == 1e300);
    CHECK(round_half_up(0.1 + 0.2, 17) == 0.3);
    CHECK(round_half_up(90.6, 1) == 90.6);
    CHECK(round_half_up(5e-324, 400) == 5e-324);
    CHECK(round_half_up(5e-324, 1) == 0);
}

TEST_CASE("rounding never leaves the doubles") {
    const double largest = std::numeric_limits<double>::max();
    CHECK(round_half_up(largest, 1) == largest);
    CHECK(round_half_up(-largest, -308) == -largest);
    CHECK(round_half_up(1, std::numeric_limits<int>::max()) == 1);
    CHECK(round_half_up(1, std::numeric_limits<int>::min()) == 0);
    CHECK(round_half_up(infinity, 1) == infinity);
    CHECK(std::isnan(round_half_up(std::numeric_limits<double>::quiet_NaN(), 1)));
}

TEST_CASE("a rounded zero has no sign") {
    CHECK_FALSE(std::signbit(round_half_up(-0.0, 1)));
    CHECK_FALSE(std::signbit(round_half_up(-0.04, 1)));
    CHECK(fixed(-0.04, 1) == "0.0");
    CHECK(fixed(-0.0, 0) == "0");
    CHECK(shortest(-0.0) == "0");
}

TEST_CASE("fixed writes every decimal asked for") {
    CHECK(fixed(0.05, 1) == "0.1");
    CHECK(fixed(62.249999999999993, 1) == "62.3");
    CHECK(fixed(-2.5, 0) == "-2");
    CHECK(fixed(-0.06, 1) == "-0.1");
    CHECK(fixed(7, 3) == "7.000");
    CHECK(fixed(0, 2) == "0.00");
    CHECK(fixed(0.004, 3) == "0.004");
    CHECK(fixed(1e-9, 2) == "0.00");
    CHECK(fixed(123456.789, 1) == "123456.8");
    CHECK(fixed(1250, -2) == "1300");
    CHECK(fixed(1e300, 1) == "1" + std::string(300, '0') + ".0");
}

TEST_CASE("rounding agrees with fixed and changes nothing the second time") {
    std::mt19937_64 random(20);
    std::uniform_real_distribution<double> score(-100, 100);
    for (int i = 0; i < 20000; ++i) {
        const double number = score(random);
        const int digits = i % 6;
        const double rounded = round_half_up(number, digits);
        REQUIRE(read_back(fixed(number, digits)) == rounded);
        REQUIRE(round_half_up(rounded, digits) == rounded);
        REQUIRE(std::abs(rounded - number) <= 0.5000001 * std::pow(10.0, -digits));
    }
}

TEST_CASE("shortest writes no exponent where people would not") {
    CHECK(shortest(0.1) == "0.1");
    CHECK(shortest(0.1 + 0.2) == "0.30000000000000004");
    CHECK(shortest(100) == "100");
    CHECK(shortest(-56.935) == "-56.935");
    CHECK(shortest(123456.78912) == "123456.78912");
    CHECK(shortest(1e-6) == "0.000001");
    CHECK(shortest(1e20) == "100000000000000000000");
}

TEST_CASE("shortest writes an exponent, as short as can be, beyond") {
    CHECK(shortest(1e21) == "1e21");
    CHECK(shortest(9.5e-7) == "9.5e-7");
    CHECK(shortest(-1.5e300) == "-1.5e300");
    CHECK(shortest(5e-324) == "5e-324");
}

TEST_CASE("shortest reads back as the same double") {
    std::mt19937_64 random(2020);
    std::vector<double> numbers;
    for (int i = 0; i < 100000; ++i) {
        const auto number = std::bit_cast<double>(std::uint64_t{random()});
        if (std::isfinite(number)) numbers.push_back(number);
    }
    std::uniform_real_distribution<double> score(-100, 100);
    for (int i = 0; i < 100000; ++i) numbers.push_back(score(random));
    const std::vector<iiindex::detail::NumberText> texts = shortest_texts(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) REQUIRE(read_back(std::string(texts[i].view())) == numbers[i]);
}

TEST_CASE("shortest writes what the standard library writes at the edges of binary and decimal exponents") {
    std::vector<double> edges;
    for (int exponent = -19; exponent <= 52; ++exponent) edges.push_back(std::ldexp(1, exponent));
    for (int exponent = -5; exponent <= 15; ++exponent) edges.push_back(std::pow(10, exponent));
    std::vector<double> numbers;
    for (const double edge : edges) {
        double below = edge, above = edge;
        for (int step = 0; step < 300; ++step) {
            numbers.push_back(below);
            numbers.push_back(above);
            below = std::nextafter(below, 0);
            above = std::nextafter(above, infinity);
        }
    }
    std::mt19937_64 random(3);
    for (int i = 0; i < 300000; ++i) {
        const std::uint64_t exponent = 1023 - 19 + random() % 72;  // every one alike
        numbers.push_back(std::bit_cast<double>(random() >> 12 | exponent << 52));
    }
    check_shortest(numbers);
}

TEST_CASE("a text is the same wherever its number stands among others, and however many there are") {
    const std::vector<double> kinds = {0,       -0.0,  1,       -1,     62.1, -0.1,        1e-6,
                                       -9.5e-7, 1e300, -5e-324, 0x1p53, 1e21, -123456789.5};
    std::mt19937_64 random(5);
    for (std::size_t count = 0; count < 3 * iiindex::detail::numbers_at_once; ++count) {
        std::vector<double> numbers;
        for (std::size_t i = 0; i < count; ++i) numbers.push_back(kinds[random() % kinds.size()]);
        const std::vector<iiindex::detail::NumberText> texts = shortest_texts(numbers);
        for (std::size_t i = 0; i < count; ++i) REQUIRE(texts[i].view() == shortest(numbers[i]));
    }
}

TEST_CASE("whole numbers are written as the standard library writes them") {
    std::mt19937_64 random(4);
    const auto check = [](std::int64_t number) {
        std::array<char, iiindex::detail::whole_room> text;
        REQUIRE(std::string(text.data(), iiindex::detail::write_whole(text.data(), number)) == std::to_string(number));
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

TEST_CASE("shortest writes what the standard library writes without an exponent") {
    std::mt19937_64 random(1);
    std::vector<double> numbers;
    for (int i = 0; i < 200000; ++i) {
        const double exponent = std::uniform_real_distribution(-6.0, 21.0)(random);
        double number = std::pow(10, exponent);
        if (i % 3 == 1) number = std::round(number);
        if (i % 3 == 2) number = std::round(number * 100) / 100;
        if (!(number >= 1e-6 && number < 1e21)) continue;
        numbers.push_back(i % 2 == 0 ? -number : number);
    }
    check_shortest(numbers);
}

namespace {

/// What a plain number may be followed by in a table, and a text's end.
const std::vector<std::string> endings = {"", "," + std::string(64, '1'), "\n" + std::string(64, '-')};

/// A cell read where it stands in a long text; nothing where it is left to a closer look.
std::optional<double> read_cell(const std::string& cell) {
    const std::string text = std::string(64, '7') + cell + "," + std::string(64, '8');
    const char* const begin = text.data() + 64;
    double number = 3;
    const bool read = iiindex::detail::read_plain_cell(begin, begin + cell.size(), number);
    return read ? std::optional(number) : std::nullopt;
}

}  // namespace

TEST_CASE("a plain number is read as the standard library reads it, up to where it ends") {
    for (const std::string number_text : {"0",
                                          "7",
                                          "-7",
                                          "1.5",
                                          "-0.25",
                                          ".5",
                                          "5.",
                                          "1e3",
                                          "1E-3",
                                          "123456789012345678901234567890",
                                          "0.1",
                                          "2.2250738585072011e-308",
                                          "1.7976931348623157e308",
                                          "9007199254740993",
                                          "0.30000000000000004",
                                          "123.456",
                                          "50",
                                          "12345678",
                                          "123456789",
                                          "1234567.1234567",
                                          "12345678.12345678",
                                          "0.00000001",
                                          "1234567890123456789",
                                          "9999999999999999999",
                                          "18446744073709551616",
                                          "0.000000000000000000012",
                                          "1.12345678901234567"}) {
        for (const std::string& ending : endings) {
            const std::string text = number_text + ending;
            double expected = 0;
            const auto standard = std::from_chars(text.data(), text.data() + text.size(), expected);
            double number = 0;
            CAPTURE(text);
            CHECK(iiindex::detail::read_plain_number(text.data(), text.data() + text.size(), number) == standard.ptr);
            CHECK(number == expected);
            CHECK(read_cell(number_text) == expected);
        }
    }
}

TEST_CASE("what is no plain number, or none that a double holds, is left to a closer look") {
    for (const std::string text : {"-", "+1", "abc", "nan", "inf", "-infinity", "1e999", "1e-999", " 1", "，", ".",
                                   "-.", "--1", "e5", "..", ".1.", "-nan"}) {
        for (const std::string& ending : endings) {
            double number = 3;
            CAPTURE(text, ending);
            const std::string all = text + ending;
            const char* const end = iiindex::detail::read_plain_number(all.data(), all.data() + all.size(), number);
            CHECK((end == nullptr || end != all.data() + text.size()));
        }
        CHECK(read_cell(text) == std::nullopt);
    }
}

TEST_CASE("a cell is a number from end to end, or none") {
    for (const std::string cell :
         {"1 ", " 1", "1,2", "12a", "1.2.3", "1.5e", "1234567x", "12345678x", "123456789 ", "1%", "1-2",
          "123.4567890123x", "1.2345678;123", "1/2", "1:2", "12345678.1234567890123456789012345678x"}) {
        CAPTURE(cell);
        CHECK(read_cell(cell) == std::nullopt);
    }
    CHECK(iiindex::is_missing(*read_cell("")));
}

TEST_CASE("a negative zero is 0") {
    for (const std::string cell : {"-0", "-0.0", "-.0", "-0.", "-0.000000000"}) {
        CAPTURE(cell);
        const auto number = read_cell(cell);
        if (number) CHECK(std::bit_cast<std::uint64_t>(*number) == 0);  // else a closer look says the same
    }
    CHECK(read_cell("-0"));
}

TEST_CASE("cells of any number of digits are read as the standard library reads them") {
    std::mt19937_64 random(11);
    const auto digits = [&](std::uint64_t most) {
        std::string text;
        for (std::uint64_t left = random() % (most + 1); left > 0; --left)
            text += static_cast<char>('0' + random() % 10);
        return text;
    };
    for (int i = 0; i < 300000; ++i) {
        std::string cell = random() % 4 == 0 ? "-" : "";
        cell += digits(i % 3 == 0 ? 20 : 7);
        if (random() % 3 != 0) cell += "." + digits(i % 5 == 0 ? 22 : random() % 2 == 0 ? 16 : 3);
        if (random() % 20 == 0) cell += "e" + std::to_string(static_cast<int>(random() % 40) - 20);
        double expected = 0;
        const auto standard = std::from_chars(cell.data(), cell.data() + cell.size(), expected);
        const bool whole = standard.ec == std::errc() && standard.ptr == cell.data() + cell.size();
        const std::optional<double> read = read_cell(cell);
        CAPTURE(cell);
        if (cell.empty()) continue;
        if (!whole) REQUIRE(!read);
        if (read) REQUIRE(*read == expected);
        if (whole && cell.size() <= 17 && expected != 0) REQUIRE(read);
    }
}
