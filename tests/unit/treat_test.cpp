#include "catch.hpp"

#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/named.hpp>
#include <iiindex/prepare.hpp>

using namespace iiindex;

namespace {

using Column = std::vector<double>;

/// Nine values of a kind and one far out.
const Column lopsided = {1, 2, 3, 4, 5, 6, 7, 8, 9, 100};

Treatment treatment(std::size_t winsorise, const std::string& then) {
    return {.winsorise = winsorise, .then = find_named(reshaping_methods(), then)};
}

/// Lets little pass and winsorises once.
Treatment strict(const std::string& then) {
    return {.skewness = 1, .kurtosis = 1, .winsorise = 1, .then = find_named(reshaping_methods(), then)};
}

Column treated(Column column, const Treatment& how) {
    treat(column, how);
    return column;
}

/// The logarithm that is taken of a column from `low` to `high`.
double log_from(double low, double high, double x) { return std::log(x - low + 0.01 * (high - low)); }

}  // namespace

TEST_CASE("skewness and kurtosis are those of a sample, adjusted for its size") {
    const Column five = {1, 2, 3, 4, 10};
    // Central moments 10, 36 and 278.8: g1 = 36 / 10^1.5, g2 = 278.8 / 100 - 3.
    CHECK(skewness(five) == Approx(36 / std::pow(10, 1.5) * std::sqrt(20) / 3));
    CHECK(kurtosis(five) == Approx((6 * (2.788 - 3) + 6) * 4 / 6));
    CHECK(skewness(Column{1, 2, 3, 4}) == Approx(0).margin(1e-15));
}

TEST_CASE("a column of good shape is left as it is") {
    Column column = {1, 2, 3, 4, 5};
    const TreatmentReport report = treat(column, Treatment{});
    CHECK(column == Column{1, 2, 3, 4, 5});
    CHECK(report.winsorised == 0);
    CHECK(!report.winsorised_skewness);
    CHECK(!report.reshaped_skewness);
}

TEST_CASE("an outlier is drawn in to the next value") {
    Column column = lopsided;
    const TreatmentReport report = treat(column, treatment(5, "log"));
    CHECK(column == Column{1, 2, 3, 4, 5, 6, 7, 8, 9, 9});
    CHECK(report.winsorised == 1);
    CHECK(report.skewness > 2);
    CHECK(std::abs(*report.winsorised_skewness) < 2);
    CHECK(!report.reshaped_skewness);
}

TEST_CASE("an outlier below is drawn in upwards") {
    CHECK(treated({-100, 1, 2, 3, 4, 5, 6, 7, 8, 9}, treatment(5, "log")) == Column{1, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("values that tie at the extreme move together, even beyond the most that may") {
    Column column(40);
    for (std::size_t i = 0; i < 38; ++i) column[i] = static_cast<double>(i % 10);
    column[38] = column[39] = 1000;
    const TreatmentReport report = treat(column, treatment(1, "none"));
    CHECK(report.winsorised == 2);
    CHECK(column[38] == 9);
    CHECK(column[39] == 9);
}

TEST_CASE("what winsorising does not bring to shape is reshaped from the values as they were") {
    Column column = {1, 2, 3, 4, 5, 6, 7, 8, 1000, 100000};
    const Column before = column;
    const TreatmentReport report = treat(column, strict("log"));
    CHECK(report.winsorised == 1);
    REQUIRE(report.reshaped_skewness.has_value());
    for (std::size_t i = 0; i < column.size(); ++i) CHECK(column[i] == Approx(log_from(1, 100000, before[i])));
}

TEST_CASE("without a way to reshape, the column stays winsorised") {
    CHECK(treated({1, 2, 3, 4, 5, 6, 7, 8, 1000, 100000}, strict("none")) ==
          Column{1, 2, 3, 4, 5, 6, 7, 8, 1000, 1000});
}

TEST_CASE("a logarithm from both sides turns round for a long lower tail") {
    const Column before = {-100, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    const Column after = treated(before, treatment(0, "log-both"));
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i] == Approx(-log_from(-9, 100, -before[i])));
    CHECK(std::is_sorted(after.begin(), after.end()));
    CHECK(treated(lopsided, treatment(0, "log-both")) == treated(lopsided, treatment(0, "log")));
}

TEST_CASE("Box-Cox keeps the order and brings the skewness down") {
    Column column = lopsided;
    const TreatmentReport report = treat(column, treatment(0, "box-cox"));
    CHECK(std::is_sorted(column.begin(), column.end()));
    CHECK(std::abs(*report.reshaped_skewness) < report.skewness);
}

TEST_CASE("treatment is the same whatever values are counted in") {
    const Column ten = {10, 12, 15, 16, 19, 20, 22, 23, 26, 3000};
    for (const Treatment& how : {treatment(1, "none"), treatment(0, "log"), treatment(0, "box-cox")}) {
        Column first = ten;
        const TreatmentReport expected = treat(first, how);
        for (const double scale : {1e-200, 1e-90, 1e-7, 1e5, 1e9, 1e12, 1e80, 1e200}) {
            INFO(scale);
            Column column = ten;
            for (double& x : column) x *= scale;
            const TreatmentReport report = treat(column, how);
            CHECK(report.skewness == Approx(expected.skewness));
            CHECK(report.kurtosis == Approx(expected.kurtosis));
            CHECK(report.winsorised == expected.winsorised);
            for (std::size_t i = 0; i < ten.size(); ++i) {
                const double place = (column[i] - column[0]) / (column[9] - column[0]);
                CHECK(place == Approx((first[i] - first[0]) / (first[9] - first[0])).epsilon(1e-6).margin(1e-9));
            }
        }
    }
}

TEST_CASE("missing values stay missing and bear on nothing") {
    Column column = lopsided;
    column.insert(column.begin() + 3, missing);
    treat(column, treatment(0, "log"));
    CHECK(is_missing(column[3]));
    column.erase(column.begin() + 3);
    CHECK(column == treated(lopsided, treatment(0, "log")));
}

TEST_CASE("too few values, or all the same, have no shape to treat") {
    CHECK(treated({1, 1, 1000}, Treatment{}) == Column{1, 1, 1000});
    CHECK(treated({7, 7, 7, 7, 7}, Treatment{}) == Column{7, 7, 7, 7, 7});
    CHECK(treated({}, Treatment{}).empty());
}

TEST_CASE("values whose moments are no numbers are left as they are") {
    for (const Column& column : {Column{1, 2, 3, 4, 1e308, -1e308}, Column{0, 0, 0, 0, 0, 5e-324}}) {
        Column after = column;
        const TreatmentReport report = treat(after, treatment(0, "log"));
        CHECK(after == column);
        CHECK(std::isfinite(report.skewness));
        CHECK(std::isfinite(report.kurtosis));
    }
}
