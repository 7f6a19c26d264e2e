#include "catch.hpp"

#include <map>

#include <iiindex/load.hpp>
#include <iiindex/write.hpp>

#include "books.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != text.npos; }

/// The rows of a sheet by their numbers.
using Rows = std::map<int, std::string>;

std::string lines_of(const Rows& rows) {
    std::string text;
    int next = 1;
    for (const auto& [number, row] : rows) {
        for (; next < number; ++next) text += "\n";
        text += row + "\n";
        ++next;
    }
    return text;
}

const Rows database = {{2, "My index"},
                       {7, ",,,Weight,0.6,0.4,1,1"},
                       {8, ",,,Direction,1,-1,1,1"},
                       {9, ",,,Lower,0,10,n/a,n/a"},
                       {10, ",,,Upper,100,90,n/a,n/a"},
                       {11, ",,,Index,Index,Index,Index,Index"},
                       {12, ",,,Sub-index,si.01,si.01,si.01,si.01"},
                       {13, ",,,Pillar,p.01,p.01,p.02,p.02"},
                       {14, ",,,Sub-pillar,sp.01,sp.01,sp.01,sp.01"},
                       {15, ",,,Name,Speed,Delay,Share,Unused"},
                       {16, ",Unit name,Code,,Ind.01,Ind.02,Ind.03,Ind.04"},
                       {17, ",Austria,AT,,50,20,3,n/a"},
                       {18, ",Belgium,BE,,75,40,n/a,n/a"},
                       {19, ",Unused,,,n/a,n/a,n/a,n/a"}};
const Rows framework = {{4, ",,Code,,Weight,,,Name"},
                        {5, ",,p.01,,0.7,,,Being fast"},
                        {6, ",,p.02,,0.3,,,Having much"},
                        {7, ",,--,,,,,"},
                        {8, ",,Index,,,,,My index"}};

std::string coin_book(const Rows& first = database, const Rows& second = framework) {
    return book({{"Intro", "The COIN Tool\n"}, {"Database", lines_of(first)}, {"Framework", lines_of(second)}});
}
Rows with(Rows rows, int number, const std::string& row) {
    rows[number] = row;
    return rows;
}
std::string refused(const Rows& first, const Rows& second = framework) {
    return problems_of([&] { load_dataset({"coin.xlsx", coin_book(first, second)}); });
}

}  // namespace

TEST_CASE("a workbook of the COIN Tool is an index and its values") {
    const auto read = load_dataset({"coin.xlsx", coin_book()});
    const Index& index = read.value.index;
    CHECK(index.root().name.own == "My index");
    REQUIRE(index.indicators.size() == 3);
    const Node& pillar = index.nodes[*index.find("p.01")];
    CHECK(pillar.weight == 0.7);
    CHECK(pillar.name.own == "Being fast");
    CHECK(pillar.level == 1);
    const Node& delay = index.nodes[*index.find("Ind.02")];
    CHECK(delay.name.own == "Delay");
    CHECK(delay.weight == 0.4);
    CHECK(delay.direction == Direction::negative);
    REQUIRE(delay.goalposts);
    CHECK(delay.goalposts->best == 10);
    CHECK(!index.nodes[*index.find("Ind.03")].goalposts);
    const Dataset& data = read.value.data;
    REQUIRE(data.units.size() == 2);
    CHECK(data.units.codes[1] == "BE");
    CHECK(data.units.names[0] == "Austria");
    CHECK(data.values.at(1, 1) == 40);
    CHECK(!data.values.at(1, 2));
    CHECK(read.warnings.empty());
}

TEST_CASE("a workbook of the COIN Tool may be given as the index alone, and as values for another") {
    CHECK(load_index({"coin.xlsx", coin_book()}).value.indicators.size() == 3);
    CHECK(!is_index({"coin.xlsx", coin_book()}));
    const Index other = load_index({"i.csv", "code,name,parent\nt,T,\nInd.01,One,t\nInd.03,Three,t\n"}).value;
    CHECK(load_dataset({"coin.xlsx", coin_book()}, other).value.data.values.at(0, 1) == 3);
    const Rows older = {
        {5, ",,Code,,Weight,,,Name"}, {6, ",,p.01,,2,,,A"}, {7, ",,p.02,,1,,,B"}, {8, ",,Index,,1,,,I"}};
    CHECK(load_index({"coin.xlsx", coin_book(database, older)}).value.nodes[1].weight == 2);
}

TEST_CASE("the index of a workbook of the COIN Tool can be written in another form") {
    const Source source{"coin.xlsx", coin_book()};
    const Index read = load_index({"i.json", index_in_form(source, {}).value}).value;
    CHECK(read.nodes[*read.find("p.02")].weight == 0.3);
    CHECK(read.nodes[*read.find("Ind.02")].goalposts->worst == 90);
}

TEST_CASE("faults of values in a workbook of the COIN Tool are told by their own cells") {
    CHECK(has(refused(with(database, 18, ",Belgium,BE,,many,40,n/a,n/a")),
              "coin.xlsx: sheet Database, E18: error: expected a number for 'Ind.01', got 'many'"));
}

TEST_CASE("what departs from the layout of the COIN Tool is refused with what was expected where") {
    CHECK(has(refused(with(database, 8, ",,,Direction,1,down,1,1")),
              "coin.xlsx: sheet Database, F8: error: expected 1 or -1, found 'down'\n"
              "  hint: a workbook of the COIN Tool has it there\n"));
    CHECK(has(refused(with(database, 8, ",,,Direction,1,2,1,1")), "F8: error: expected 1 or -1, found 2"));
    CHECK(has(refused(with(database, 7, ",,,Weight,0.6,-1,1,1")),
              "F7: error: expected a weight of at least 0, found '-1'"));
    CHECK(has(refused(with(database, 9, ",,,Lower,low,10,n/a,n/a")),
              "E9: error: expected the lower goalpost, found 'low'"));
    CHECK(has(refused(with(database, 13, ",,,Pillar,p.01,,p.02,p.02")),
              "F13: error: expected the code of a pillar, found ''"));
    CHECK(has(refused(with(database, 16, ",Unit name,Code,,Ind.01,,Ind.03,Ind.04")),
              "F16: error: expected the code of an indicator, found nothing"));
    CHECK(has(refused(with(database, 16, ",Unit name,Code,,Ind.01,Ind.01,Ind.03,Ind.04")),
              "'Ind.01' stands elsewhere too"));
    CHECK(has(refused(with(database, 17, ",Austria,,,50,20,3,n/a")),
              "C17: error: expected the code of a unit, found nothing"));
    CHECK(has(refused(database, {{4, ",,Code,,Weight"}, {5, ",,p.01,,0.7"}}),
              "expected the codes of nodes from here down, found no 'p.02'"));
    CHECK(has(refused(database, with(framework, 6, ",,p.02,,much,,,Having much")),
              "coin.xlsx: sheet Framework, E6: error: expected the weight of 'p.02'"));
    CHECK(has(refused({{2, "nothing here"}}), "E17: expected values from here on, found none"));
    const Rows two_parents =
        with(with(database, 12, ",,,Sub-index,si.01,si.02,si.02,si.02"), 13, ",,,Pillar,p.01,p.01,p.02,p.02");
    CHECK(has(refused(two_parents), "F13: error: 'p.01' stands elsewhere too, below another node"));
}
