#include "catch.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <iiindex/number.hpp>

using iiindex::digits_beside;
using iiindex::fixed;
using iiindex::Halves;
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
    CHECK(shortest(-1e-100) == "-1e-100");
    CHECK(shortest(1.7976931348623157e308) == "1.7976931348623157e308");
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
    for (const double number : numbers) REQUIRE(read_back(shortest(number)) == number);
}

TEST_CASE("a number below a cut is not shown as if it had reached it") {
    const std::vector<double> cuts{60, 55};
    CHECK(fixed(59.96, 1, cuts) == "59.96");
    CHECK(fixed(59.996, 1, cuts) == "59.996");
    CHECK(fixed(59.94, 1, cuts) == "59.9");
    CHECK(fixed(60, 1, cuts) == "60.0");
    CHECK(fixed(60.04, 1, cuts) == "60.0");
    CHECK(fixed(54.5, 0, cuts) == "54.5");
    CHECK(fixed(59.96, 1, {}) == "60.0");
    CHECK(digits_beside(59.9999999999999999, 1, cuts) == 1);  // is 60
}

TEST_CASE("halves go up or away from zero") {
    CHECK(fixed(-2.5, 0, {}, Halves::up) == "-2");
    CHECK(fixed(-2.5, 0, {}, Halves::away_from_zero) == "-3");
    CHECK(fixed(2.5, 0, {}, Halves::away_from_zero) == "3");
    CHECK(fixed(-0.05, 1, {}, Halves::away_from_zero) == "-0.1");
    CHECK(fixed(-0.04, 1, {}, Halves::away_from_zero) == "0.0");
}
