#include "catch.hpp"

#include <iiindex/load.hpp>

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

Loaded<Input> load(const std::string& text, const LoadOptions& options = {}) {
    return load_dataset({"x.csv", text}, index(), options);
}

/// "A B C", and behind it what was said.
std::string units(const std::string& text, const LoadOptions& options = {}) {
    const auto loaded = load(text, options);
    std::string all;
    for (std::size_t row = 0; row < loaded.value.data.units.size(); ++row)
        all += (row > 0 ? " " : "") + std::string(loaded.value.data.units.codes[row]);
    return all + text_of(loaded.warnings, Severity::warning);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("where no title is known to be that of the units, the column of texts left of the values names them") {
    const std::string said = units("Hospital,gdp,life\nA,1,80\nB,2,81\nC,3,82\n");
    CHECK(said.starts_with("A B C"));
    CHECK(has(said,
              "x.csv:1:1: warning: units are named by column 'Hospital', as no title is known to be that of the "
              "units"));
    CHECK(has(said, "hint: title it name, or say --columns name=Hospital"));
    SECTION("of several the one with the most different ones, the first of equals") {
        CHECK(units("Kind,Hospital,Address,gdp,life\nx,A,P,1,80\ny,B,Q,2,81\nx,C,R,3,82\n").starts_with("A B C"));
    }
    SECTION("it may have no title, as programs of statistics write it") {
        const std::string untitled = units("\"\",\"gdp\",\"life\"\n\"A\",1,80\n\"B\",2,81\n");
        CHECK(untitled.starts_with("A B"));
        CHECK(has(untitled, "units are named by the column without a title"));
        CHECK(units("Total,,\n,gdp,life\nA,1,80\nB,2,81\n").starts_with("A B"));  // the index's own name
        CHECK(units("Survey 2020,,,\n,year,gdp,life\nA,2020,1,80\nB,2020,2,81\n").starts_with("A B"));
    }
    SECTION("where there is none of texts, the one that numbers the rows") {
        CHECK(units("id,gdp,life\n7,1,80\n8,2,81\n").starts_with("7 8"));
        CHECK(units("No.,Hospital,gdp,life\n1,A,1,80\n2,B,2,81\n").starts_with("A B"));
    }
    SECTION("of several periods, which may be quarters or seasons") {
        const std::string text =
            "Team,Season,gdp,life\nA,2019/20,1,80\nB,2019/20,2,81\nA,2020/21,3,82\nB,2020/21,4,83\n";
        CHECK(units(text).starts_with("A B A B"));
        CHECK(load(text).value.data.periods[1].label == "2020/21");
    }
    SECTION("below rows that are no titles, and above totals, measures and notes") {
        const std::string text =
            "Hospitals 2020,,\nNo,Hospital,gdp,life\n1,A,1,80\n2,B,2,82\n,Total,3,162\nSource: nobody,,,\n";
        CHECK(units(text).starts_with("A B"));
    }
    SECTION("in every shape and format") {
        CHECK(units("Hospital,indicator,value\nA,gdp,1\nA,life,80\nB,gdp,2\nB,life,81\n").starts_with("A B"));
        CHECK(units("Hospital;period;gdp;life\nA;2019;1;80\nA;2020;1;80\nB;2019;2;81\nB;2020;2;81\n")
                  .starts_with("A B A B"));
        CHECK(units("Hospital,indicator,2019,2020\nA,gdp,1,2\nA,life,80,81\nB,gdp,3,4\nB,life,82,83\n")
                  .starts_with("A B A B"));
    }
}

TEST_CASE("a column of places does not name units that lie in them") {
    const std::string said = units("State,Hospital,gdp,life\nx,A,1,80\nx,B,2,81\ny,C,3,82\n");
    CHECK(said.starts_with("A B C"));
    CHECK(has(
        said,
        "x.csv:1:7: warning: units are named by column 'Hospital', as column 'State' has the same in several rows"));
    CHECK(units("Hospital,City,gdp,life\nA,x,1,80\nB,x,2,81\n").starts_with("A B"));
    CHECK(units("省份,区县,gdp,life\nx,A,1,80\nx,B,2,81\n").starts_with("A B"));
    CHECK(units("Hospital,Unit,gdp,life\nA,beds,1,80\nB,beds,2,81\n").starts_with("A B"));
    SECTION("but those that they are, each once a period, whatever stands beside") {
        CHECK(units("City,Mayor,gdp,life\nA,x,1,80\nB,y,2,81\n").starts_with("A B"));
        CHECK(units("City,Mayor,year,gdp,life\nA,x,2019,1,80\nB,y,2019,2,81\nA,z,2020,1,80\nB,w,2020,2,81\n")
                  .starts_with("A B A B"));
        CHECK(
            units("City,Source,indicator,value\nA,p,gdp,1\nA,q,life,80\nB,r,gdp,2\nB,s,life,81\n").starts_with("A B"));
    }
    SECTION("one of them that stands there twice is said to") {
        const std::string twice = problems_of([] { load("City,Mayor,gdp,life\nA,x,1,80\nB,y,2,81\nA,x,3,82\n"); });
        CHECK(has(twice, "x.csv:4:1: error: unit 'A' stands here again"));
    }
}

TEST_CASE("no column is taken for that of the units where it cannot be") {
    const auto refused = [](const std::string& text, const LoadOptions& options = {}) {
        return problems_of([&] { load(text, options); });
    };
    for (const std::string text : {
             "gdp,life,Remark\n1,80,good\n2,81,better\n",         // right of the values
             "Site,gdp,life\n101,1,80\n102,2,81\n",               // numbers
             "Kind,gdp,life\nx,1,80\nx,2,81\nx,3,82\nx,4,83\n",   // the same in most rows
             ",,gdp,life\nA,B,1,80\nC,D,2,81\n",                  // two without a title
             "Hospital,Hospital,gdp,life\nA,B,1,80\nC,D,2,81\n",  // two of one title
         }) {
        const std::string said = refused(text);
        INFO(text << said);
        CHECK(has(said, "no column 'code' or 'name'"));
        CHECK(has(said, "--columns name=TITLE"));
    }
    CHECK(units("name,Hospital,gdp,life\nA,P,1,80\nB,Q,2,81\n").starts_with("A B"));  // a title says it
    CHECK(units("Kind,Hospital,gdp,life\nx,A,1,80\ny,B,2,81\n", {.columns = {{"name", "Kind"}}}).starts_with("x y"));
}

TEST_CASE("a date that has the separator in it titles columns") {
    const auto loaded = load(
        "Country,\"gdp March 1, 2019\",\"gdp March 1, 2020\",\"life March 1, 2019\",\"life March 1, "
        "2020\"\nA,1,2,80,81\nB,2,3,81,82\n");
    REQUIRE(loaded.value.data.periods.size() == 2);
    CHECK(loaded.value.data.periods[1].label == "March 1, 2020");
}

TEST_CASE("a column of dates is that of the periods where units stand in a row for each") {
    const std::string panel =
        "Date,Country,gdp,life\n2019-12-31,A,1,80\n2020-12-31,A,2,81\n2019-12-31,B,2,81\n2020-12-31,B,4,82\n";
    const auto loaded = load(panel);
    REQUIRE(loaded.value.data.periods.size() == 2);
    CHECK(loaded.value.data.periods[1].label == "2020-12-31");
    const std::string said = text_of(loaded.warnings, Severity::warning);
    CHECK(has(said, "x.csv:1:1: warning: column 'Date' is taken for that of the periods"));
    CHECK(has(said, "hint: title it period, or say --columns period=Date"));
    SECTION("beside units whose title is not known either") {
        const auto both = load("Hospital,Stand,gdp,life\nA,2019,1,80\nA,2020,2,81\nB,2019,2,81\nB,2020,4,82\n");
        CHECK(both.value.data.periods.size() == 2);
        CHECK(both.value.data.units.size() == 4);
    }
    SECTION("in a table with a row a value, too") {
        const std::string tall =
            "Date,Country,indicator,value\n2019-12-31,A,gdp,1\n2020-12-31,A,gdp,2\n"
            "2019-12-31,B,gdp,3\n2020-12-31,B,gdp,5\n2019-12-31,A,life,80\n2020-12-31,A,life,81\n"
            "2019-12-31,B,life,83\n2020-12-31,B,life,84\n";
        CHECK(load(tall).value.data.periods.size() == 2);
        LoadOptions options;
        options.columns = {{"period", "Date"}};
        CHECK(load(tall, options).value.data.periods.size() == 2);
    }
    SECTION("or of the units themselves, where nothing else is") {
        const auto alone = load("Date,gdp,life\n2019-03-31,1,80\n2019-06-30,2,81\n2019-09-30,3,79\n");
        CHECK(alone.value.data.units.size() == 3);
        CHECK(alone.value.data.units.codes[0] == "2019-03-31");
    }
    SECTION("not where each unit has a row, or its own dates, or stands twice by mistake") {
        CHECK(load("Date,Country,gdp,life\n2019-12-31,A,1,80\n2019-12-30,B,2,81\n").value.data.periods.size() == 1);
        const std::string own =
            "Date,Country,gdp,life\n2019-1-1,A,1,80\n2020-1-2,A,2,81\n2019-3-4,B,2,81\n2020-5-6,B,4,82\n";
        CHECK(has(problems_of([&] { load(own); }), "unit 'A' stands here again"));
        const std::string twice =
            "Founded,Country,gdp,life\n2001,A,1,80\n2002,B,2,81\n2003,C,3,80\n2001,D,5,79\n"
            "2002,D,5,79\n2003,E,6,80\n2003,F,6,81\n";
        CHECK(has(problems_of([&] { load(twice); }), "unit 'D' stands here again"));
    }
}

TEST_CASE("a year and its month or quarter in two columns are the period together") {
    const auto labels = [](const std::string& text) {
        std::string all;
        const auto loaded = load(text);
        for (const Period& period : loaded.value.data.periods) all += period.label + " ";
        return all + text_of(loaded.warnings, Severity::warning);
    };
    const std::string months =
        "Year,Month,Country,gdp,life\n2020,2,A,1,80\n2020,2,B,2,81\n2020,10,A,2,81\n2020,10,B,4,82\n";
    const std::string said = labels(months);
    CHECK(said.starts_with("2020-02 2020-10 x.csv:1:6: warning: columns 'Year' and 'Month' are the period together"));
    CHECK(labels("Jahr,Quartal,Stadt,gdp,life\n2020,2,A,1,80\n2020,2,B,2,81\n2020,1,A,2,81\n2020,1,B,4,82\n")
              .starts_with("2020Q1 2020Q2 "));
    CHECK(labels("año,semestre,ciudad,gdp,life\n2020,2,A,1,80\n2020,2,B,2,81\n2020,1,A,2,81\n2020,1,B,4,82\n")
              .starts_with("2020H1 2020H2 "));
    CHECK(labels("Jahr,Monat,Stadt,gdp,life\n2020,März,A,1,80\n2020,März,B,2,81\n2020,Feb,A,2,81\n2020,Feb,B,4,82\n")
              .starts_with("2020 Feb 2020 März "));
    CHECK(labels("年份,季度,城市,gdp,life\n2020年,第一季度,A,1,80\n2020年,第一季度,B,2,81\n"
                 "2020年,第二季度,A,2,81\n2020年,第二季度,B,4,82\n")
              .starts_with("2020年第一季度 2020年第二季度 "));
    CHECK(
        labels("Country,Quarter,Year,indicator,value\nA,1,2020,gdp,80\nB,1,2020,gdp,81\nA,2,2020,gdp,81\nB,2,2020,gdp,"
               "82\nA,1,2020,life,80\nB,1,2020,life,81\nA,2,2020,life,81\nB,2,2020,life,82\n")
            .starts_with("2020Q1 2020Q2 "));
    CHECK(labels("Title,,,,\nYear,Month,Country,gdp,life\n2020,Mar,A,1,80\n2020,Mar,B,2,81\n2020,\"Dec\",A,2,81\n"
                 "2020,Dec,B,4,82\nNote: a note\n")
              .starts_with("2020 Mar 2020 Dec "));
    SECTION("problems are told where they stand") {
        CHECK(has(problems_of([&] { load(months + "2020,10,C,x,82\n"); }), "x.csv:6:11: error"));
    }
    SECTION("not where each unit has a month of its own, or a school year stands beside the year") {
        CHECK(
            labels("Year,Month,Country,gdp,life\n2020,2,A,1,80\n2020,3,B,2,81\n2020,3,C,2,81\n").starts_with("2020 "));
        const std::string school = "Year,School year,Country,gdp,life\n2020,2019/20,A,1,80\n2020,2020/21,A,2,81\n";
        CHECK(has(problems_of([&] { load(school); }), "unit 'A' stands here again in 2020"));
    }
}

TEST_CASE("quarters may be the units of a series") {
    CHECK(units("indicator,2019Q1,2019Q2,2019Q3\ngdp,1,2,3\nlife,80,81,79\n").starts_with("2019Q1 2019Q2 2019Q3"));
}

TEST_CASE("where no title says so, the column whose cells name the index's indicators is that of the indicators") {
    const auto values = [](const std::string& text, const LoadOptions& options = {}) {
        const auto loaded = load(text, options);
        const Dataset& data = loaded.value.data;
        std::string all;
        for (std::size_t row = 0; row < data.units.size(); ++row) {
            all += std::string(data.units.codes[row]) + ":" + std::to_string(int(data.values.at(row, 0).value_or(-1))) +
                   "," + std::to_string(int(data.values.at(row, 1).value_or(-1))) + " ";
        }
        return all + text_of(loaded.warnings, Severity::warning);
    };
    const std::string said = values("Hospital,Topic,Value\nA,gdp,1\nA,life,80\nB,gdp,2\nB,life,81\n");
    CHECK(said.starts_with("A:1,80 B:2,81 "));
    CHECK(has(said,
              "x.csv:1:10: warning: column 'Topic' is taken for that of the indicators\n"
              "Hospital,Topic,Value\n         ^~~~~\n"
              "  hint: title it indicator, or say --columns indicator=Topic"));
    SECTION("with codes beside names, measures, and columns of one text alone, as agencies export them") {
        CHECK(values("DATAFLOW,REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,TIME_PERIOD,Time period,OBS_VALUE,"
                     "DECIMALS,Decimals\nX(1.0),AUS,Australia,gdp,Income,USD,2020,,1,0,Zero\n"
                     "X(1.0),AUS,Australia,life,Life expectancy,Y,2020,,80,0,Zero\n"
                     "X(1.0),BEL,Belgium,life,Life expectancy,Y,2020,,81,0,Zero\n"
                     "X(1.0),BEL,Belgium,gdp,Income,USD,2020,,2,0,Zero\n")
                  .starts_with("AUS:1,80 BEL:2,81 "));
        CHECK(values("Element,Area,Topic,Unit,Year,Value\nall,A,Income,USD,2020,1\nall,A,Life expectancy,y,2020,80\n"
                     "all,B,Income,USD,2020,2\nall,B,Life expectancy,y,2020,81\n")
                  .starts_with("A:1,80 B:2,81 "));
    }
    SECTION("with a column a year, the rows of indicators that the index does not have left out") {
        CHECK(values("Country,Subject,Notes,2019,2020\nA,Income,n,1,3\nA,Life expectancy,n,80,82\nA,Other,n,5,5\n"
                     "B,Income,n,2,4\nB,Life expectancy,n,81,83\nB,Other,n,5,5\n")
                  .starts_with("A:1,80 B:2,81 A:3,82 B:4,83 "));
    }
    SECTION("which names no units, whatever else is there") {
        CHECK(values("Topic,Label,Hospital,2020\ngdp,P,A,1\ngdp,P,B,2\nlife,Q,A,80\nlife,Q,B,81\n")
                  .starts_with("A:1,80 B:2,81 "));
    }
    SECTION("far below, too, where many rows are of others") {
        std::string text = "Country,Topic,Value\n";
        for (int unit = 0; unit < 300; ++unit) text += "U" + std::to_string(unit) + ",other,1\n";
        CHECK(values(text + "A,gdp,1\nA,life,80\nB,gdp,2\nB,life,81\n").starts_with("A:1,80 B:2,81 "));
    }
    SECTION("but not where the options name another, or no cell names any") {
        CHECK(values("Country,Topic,As,Value\nA,gdp,life,80\nA,life,gdp,1\nB,gdp,life,81\nB,life,gdp,2\n",
                     {.columns = {{"indicator", "As"}}})
                  .starts_with("A:1,80 B:2,81 "));
        CHECK(has(problems_of([&] { values("Country,Topic,Value\nA,x,1\nA,y,2\nB,x,3\nB,y,4\n"); }), "no column"));
    }
}
