#include "catch.hpp"

#include <fmt/format.h>

#include <iiindex/load.hpp>
#include <iiindex/write.hpp>

#include "problems_of.hpp"

using namespace iiindex;

namespace {

const Index& index() {
    static const Index two =
        load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "Total", "children": [
        {"code": "gdp", "name": "Income"}, {"code": "life", "name": "Life expectancy"}]})"})
            .value;
    return two;
}

Loaded<Input> load(const std::string& text, const std::string& name = "x.json") {
    return load_dataset({name, text}, index());
}

/// "A 2020 1.5 80", a line a row.
std::string rows(const Loaded<Input>& loaded) {
    const Dataset& data = loaded.value.data;
    std::string all;
    for (std::size_t row = 0; row < data.units.size(); ++row) {
        all += std::string(data.units.codes[row]);
        if (const std::string& label = data.period_of(row).label; !label.empty()) all += " " + label;
        for (std::size_t i = 0; i < 2; ++i) {
            const auto value = data.values.at(row, i);
            all += value ? fmt::format(" {}", *value) : " -";
        }
        all += '\n';
    }
    return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

const std::string two_towns = R"([{"name": "A", "gdp": 1.5, "life": 80}, {"name": "B", "life": null, "gdp": 25e-1}])";

}  // namespace

TEST_CASE("records in JSON are a table with a column a key") {
    CHECK(rows(load(two_towns)) == "A 1.5 80\nB 2.5 -\n");
    CHECK(load(two_towns).warnings.empty());
    SECTION("whatever the file is called") { CHECK(rows(load(two_towns, "<stdin>")) == "A 1.5 80\nB 2.5 -\n"); }
    SECTION("or in an object, or beside what says how many there are") {
        CHECK(rows(load(R"({"rows": 2, "data": )" + two_towns + "}")) == "A 1.5 80\nB 2.5 -\n");
        CHECK(rows(load(R"([{"page": 1}, )" + two_towns + "]")) == "A 1.5 80\nB 2.5 -\n");
    }
    SECTION("numbers may stand in strings, and texts have whatever marks") {
        const auto loaded = load("[{\"name\": \"\\\"A\\\",\\n\\u001f;\", \"gdp\": \"1.5\", \"life\": \"1,234\"}]");
        CHECK(loaded.value.data.values.at(0, 1) == 1234);
        CHECK(has(std::string(loaded.value.data.units.codes[0]), "\"A\","));
    }
    SECTION("keys of objects in them go by their own name where no other has it") {
        const auto loaded = load(R"([
            {"indicator": {"id": "I1", "value": "Income"}, "country": {"id": "A", "value": "Alder"}, "date": "2019", "value": 1},
            {"indicator": {"id": "I2", "value": "Life expectancy"}, "country": {"id": "A", "value": "Alder"}, "date": "2019", "value": 80},
            {"indicator": {"id": "I1", "value": "Income"}, "country": {"id": "B", "value": "Birch"}, "date": "2019", "value": 2},
            {"indicator": {"id": "I2", "value": "Life expectancy"}, "country": {"id": "B", "value": "Birch"}, "date": "2019", "value": 81}])");
        CHECK(rows(loaded) == "A 1 80\nB 2 81\n");
        CHECK(has(text_of(loaded.warnings, Severity::warning),
                  "column 'indicator.value' is taken for that of the indicators"));
        CHECK(rows(load(R"({"features": [{"properties": {"name": "A", "gdp": 1, "life": 2}},
                                         {"properties": {"name": "B", "gdp": 2, "life": 3}}]})")) == "A 1 2\nB 2 3\n");
    }
    SECTION("lists in them are passed over, and said") {
        const auto loaded = load(R"([{"name": "A", "gdp": 1, "life": 2, "at": {"place": [1, 2]}}])");
        CHECK(rows(loaded) == "A 1 2\n");
        CHECK(has(text_of(loaded.warnings, Severity::warning),
                  "x.json:1:44: warning: lists in records are passed over: 'at.place'"));
    }
    SECTION("in every shape of tables") {
        CHECK(rows(load(R"([{"country": "A", "year": 2019, "indicator": "gdp", "value": 1},
                            {"country": "A", "year": 2019, "indicator": "life", "value": 2}])")) == "A 2019 1 2\n");
        CHECK(rows(load(R"([{"indicator": "gdp", "A": 1, "B": 2}, {"indicator": "life", "A": 3, "B": 4}])")) ==
              "A 1 3\nB 2 4\n");
    }
}

TEST_CASE("what is wrong in records is told where it stands") {
    CHECK(problems_of([] {
              load("[{\"name\": \"A\", \"gdp\": 1, \"life\": 2},\n {\"name\": \"B\", \"gdp\": \"x\", \"life\": 2}]");
          }) ==
          "x.json:2:23: error: expected a number for 'gdp', got 'x'\n"
          " {\"name\": \"B\", \"gdp\": \"x\", \"life\": 2}]\n                      ^\n"
          "  in record 2 (B), \"gdp\"\n"
          "  hint: if it stands for a missing value, leave the cell empty or name it by --missing-codes\n");
    CHECK(has(problems_of([] { load(R"([{"name": "A", "gdp": 1, "life": 2}, 5])"); }),
              "x.json:1:38: error: expected a record, an object as the first is, got a number"));
    CHECK(has(problems_of([] { load(R"([{"name": "A", "b": {"gdp": 1}, "b.gdp": 2}])"); }),
              "'b.gdp' stands twice in a record"));
    CHECK(
        has(problems_of([] { load(R"([{"name": "A", "gdp": 1, "gdp": 2, "life": 2}])"); }), "'gdp' stands here twice"));
    CHECK(has(problems_of([] { load("[]"); }), "expected an object, got an array"));
    CHECK(has(problems_of([] { load("[1, 2]"); }), "expected an object, got an array"));
    CHECK(has(problems_of([] { load(R"({"a": [{"b": 1}], "c": [{"b": 1}]})"); }), "format"));
    SECTION("keys that each record has of its own are refused before there is room for them") {
        std::string text = "[";
        for (int i = 0; i < 40'000; ++i) text += (i > 0 ? ",{\"k" : "{\"k") + std::to_string(i) + "\":1}";
        CHECK(
            has(problems_of([&] { load(text + "]"); }), "nearly all of the 40000 records lack most of the 40000 keys"));
    }
}

TEST_CASE("an index is made of records as of a table") {
    const auto made = index_in_form(
        {"towns.json", two_towns.substr(0, two_towns.size() - 1) + R"(, {"name": "C", "gdp": 1, "life": 3}])"},
        {.format = InputFormat::json});
    CHECK(has(made.value, R"({"code": "gdp", "name": "gdp", "weight": 1)"));
    CHECK(has(text_of(made.warnings), "assumed of 2 indicators"));
}

TEST_CASE("records of which there are more on other pages are warned of") {
    const std::string records = two_towns;
    for (const std::string& text : {R"({"count": 6, "next": "http://x/?page=2", "results": )" + records + "}",
                                    R"({"page": 1, "pages": 3, "data": )" + records + "}",
                                    R"([{"page": 1, "pages": 3, "total": 6}, )" + records + "]",
                                    R"({"next": "http://x/?page=2", "results": )" + records + "}"}) {
        INFO(text);
        CHECK(has(text_of(load(text).warnings), "says that there are more records than the 2 that are here"));
    }
    for (const std::string& text : {R"({"count": 2, "next": null, "results": )" + records + "}",
                                    R"([{"page": 1, "pages": 1, "total": 2}, )" + records + "]"}) {
        INFO(text);
        CHECK(load(text).warnings.empty());
    }
}
