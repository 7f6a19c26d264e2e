#include "catch.hpp"

#include <string>

#include "load/table/title_parts.hpp"

using namespace iiindex::detail;

namespace {

/// "name|measure|direction|weight"
std::string parts(const std::string& title) {
    const TitleParts parts = split_title(title);
    return std::string(parts.name) + "|" + parts.measure + "|" + std::string(parts.direction) + "|" +
           std::string(parts.weight);
}

}  // namespace

TEST_CASE("what stands in brackets behind a name is a measure, a direction or a weight") {
    CHECK(parts("Income") == "Income|||");
    CHECK(parts(" Income (USD) ") == "Income|USD||");
    CHECK(parts("收入（单位：万元）") == "收入|万元||");
    CHECK(measure_in("（单位：万元）") == "万元");
    CHECK(measure_in("(%)") == "%");
    CHECK(measure_in("USD (2015)") == "USD (2015)");
    CHECK(parts("Waste (kg, lower is better)") == "Waste|kg|lower is better|");
    CHECK(parts("污染［μg/m³；负向；权重：0.3］") == "污染|μg/m³|负向|0.3");
    CHECK(parts("Waste [kg] ↓") == "Waste|kg|↓|");
    CHECK(parts("Waste↓（kg）") == "Waste|kg|↓|");
    CHECK(parts("Income (+)") == "Income||+|");
    CHECK(parts("Income (weight 40 %)") == "Income|||40 %");
    CHECK(parts("Income (w=0.5)(positive)") == "Income||positive|0.5");
    SECTION("other brackets are the name's, and what is no direction or weight is not taken for one") {
        CHECK(parts("Rate (2) (USD)") == "Rate (2)|USD||");
        CHECK(parts("Education (higher)") == "Education|higher||");
        CHECK(parts("Score (1)") == "Score|1||");
        CHECK(parts("Gini (-)") == "Gini|-||");
        CHECK(parts("Income (weighted)") == "Income|weighted||");
        CHECK(parts("Growth (constant, 2015)") == "Growth|constant, 2015||");
        CHECK(parts("(USD)") == "(USD)|||");
        CHECK(parts("↓") == "↓|||");
        CHECK(parts("") == "|||");
    }
}

TEST_CASE("a title in two languages has a name in each, and what stands behind either") {
    CHECK(split_title("收入(元) Income (yuan)").translation == "Income");
    CHECK(parts("收入(元)\nIncome (yuan)") == "收入|元||");
    CHECK(parts("收入 Income (yuan, 40%)") == "收入|yuan, 40%||");
    CHECK(parts("污染↓\nWaste") == "污染||↓|");
    CHECK(split_title("人均GDP").translation.empty());
}

TEST_CASE("numbers before a title and marks of footnotes behind it are not its name") {
    for (const std::string title :
         {"1. Income", "12、Income", "3) Income", "Income¹", "Income *", "Income①②", "Income"}) {
        INFO(title);
        CHECK(undecorated(title) == "Income");
    }
    CHECK(undecorated("1.5 degrees") == "1.5 degrees");
    CHECK(undecorated("5G users") == "5G users");
    CHECK(undecorated("*") == "*");
}
