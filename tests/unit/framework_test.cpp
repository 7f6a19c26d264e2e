#include "catch.hpp"

#include <array>
#include <string>

#include <iiindex/load.hpp>

#include "problems_of.hpp"

using namespace iiindex;

namespace {

Index loaded(const std::string& table, const LoadOptions& options = {}) {
    return load_index({"framework.csv", table}, options).value;
}
std::string refused(const std::string& table) {
    return problems_of([&] { loaded(table); });
}
std::string warned(const std::string& table) {
    return text_of(load_index({"framework.csv", table}).warnings, Severity::warning);
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

/// Code, weight and parent of every node, in tree order.
std::string shape_of(const Index& index) {
    std::string text;
    for (const Node& node : index.nodes) {
        text += node.code + "<" + index.nodes[node.parent].code + " " + std::to_string(node.weight).substr(0, 4) + "\n";
    }
    return text;
}

const std::string rows =
    "code,name,parent,weight,direction,measure\n"
    "speed,Speed,fast,2,,km/h\n"
    "delay,Delay,fast,1,-1,s\n"
    "fast,Being fast,total,,,\n"
    "total,Total,,,,\n";

}  // namespace

TEST_CASE("a table with a row a node is an index, whatever the order of the rows") {
    const Index index = loaded(rows);
    CHECK(shape_of(index) == "total<total 1.00\nfast<total 1.00\nspeed<fast 2.00\ndelay<fast 1.00\n");
    CHECK(index.nodes[2].measure == "km/h");
    CHECK(index.nodes[3].direction == Direction::negative);
    CHECK(index.root().name.own == "Total");
}

TEST_CASE("a parent is found by its name too, and a tab may part the columns") {
    const std::string table = "名称\t上级\t权重\t方向\n总指数\t\t\t\n投入\t总指数\t40%\t\n产出\t总指数\t60%\t逆向\n";
    const Index index = load_index({"x.tsv", table}).value;
    REQUIRE(index.nodes.size() == 3);
    CHECK(index.nodes[1].weight == 40);
    CHECK(index.nodes[2].direction == Direction::negative);
}

TEST_CASE("a column a level is an index, a blank cell meaning as above and the title the total") {
    const Index index = loaded(
        "创新指数,,,,,,\n"
        "一级指标,权重,二级指标,权重,三级指标,单位,方向\n"
        "投入,40%,经费,60%,强度,%,正向\n"
        ",,,,人均GDP,元,\n"
        ",,人员,40%,人员数,人,+\n"
        "产出,60%,专利,100%,专利数,件,1\n"
        ",,,,能耗,吨,逆\n");
    CHECK(index.root().name.own == "创新指数");
    std::string names;
    for (const Node& node : index.nodes) names += node.name.own + "<" + index.nodes[node.parent].name.own + " ";
    CHECK(names ==
          "创新指数<创新指数 投入<创新指数 经费<投入 强度<经费 人均GDP<经费 人员<投入 人员数<人员 产出<创新指数 "
          "专利<产出 专利数<专利 能耗<专利 ");
    CHECK(index.nodes[2].weight == 60);
    CHECK(index.nodes.back().direction == Direction::negative);
    CHECK(index.nodes.back().measure == "吨");
}

TEST_CASE("titles may stand in two rows, those of groups of columns above") {
    const std::string one =
        "创新指数,,,,,,\n"
        "一级指标,权重,二级指标,权重,三级指标,单位,方向\n";
    const std::string below =
        "投入,40%,经费,60%,强度,%,正向\n"
        ",,人员,40%,人员数,人,+\n"
        "产出,60%,专利,100%,专利数,件,逆\n";
    const std::string expected = shape_of(loaded(one + below));
    const std::string merged =
        "创新指数,,,,,,\n"
        "一级指标,,二级指标,,三级指标,,\n"
        "名称,权重,名称,权重,指标名称,单位,方向\n";
    CHECK(shape_of(loaded(merged + below)) == expected);
    CHECK(!has(warned(merged + below), "left out"));
    const std::string partly =
        "创新指数,,,,,,\n"
        "一级指标,,二级指标,,三级指标,说明,\n"
        ",权重,,权重,,单位,方向\n";
    CHECK(shape_of(loaded(partly + below)) == expected);
    const Index index = loaded(merged + below);
    CHECK(index.root().name.own == "创新指数");
    CHECK(index.nodes.back().direction == Direction::negative);
    CHECK(index.nodes.back().measure == "件");
}

TEST_CASE("two rows of titles may stand above rows of nodes too") {
    const std::string table = "指标,,,口径,\n代码,名称,上级,单位,方向\nt,总,,,\na,甲,t,km,\nb,乙,t,s,-1\n";
    const Index index = loaded(table);
    REQUIRE(index.nodes.size() == 3);
    CHECK(index.nodes[2].direction == Direction::negative);
    CHECK(index.nodes[1].measure == "km");
}

TEST_CASE("a row above the titles that is of no groups is left out with a warning") {
    const std::string table = "制表,,2020\n一级指标,权重,二级指标\n甲,1,乙\n丙,1,丁\n";
    CHECK(has(warned(table), "a row above the titles is left out"));
}

TEST_CASE("names that are repeated down a column are one node, as merged cells are") {
    const Index index = loaded("Index\nLevel 1,Weight,Level 2\nIn,2,A\nIn,2,B\nOut,3,C\n");
    CHECK(shape_of(index) == "index<index 1.00\nin<index 2.00\na<in 1.00\nb<in 1.00\nout<index 3.00\nc<out 1.00\n");
    CHECK(has(refused("Index\nLevel 1,Weight,Level 2\nIn,2,A\nIn,3,B\n"), "weight of 'In' is '3' here and '2' above"));
}

TEST_CASE("codes are made from names alone, the same every time, and said") {
    const auto code = [](const std::string& name) {
        return loaded("name,parent\nTotal,\n" + name + ",Total\n").nodes[1].code;
    };
    CHECK(code("GDP per head") == "gdp_per_head");
    CHECK(code("人均GDP") == "gdp_08c56877");
    CHECK(code("人均ＧＤＰ") == code("人均GDP"));
    CHECK(code("3G").starts_with("n_3g_"));
    CHECK(code("Rank").starts_with("rank_"));
    const Index twice = loaded("Index\nLevel 1,Level 2\nIn,Size\nOut,Size\n");
    CHECK(twice.nodes[2].code.starts_with("size_"));
    CHECK(twice.nodes[2].code != twice.nodes[4].code);
    CHECK(has(warned("name,parent\nTotal,\nA,Total\n"), "2 codes are made from the names: total (Total), a (A)"));
    CHECK(warned(rows).empty());
}

TEST_CASE("directions are read by the words of the field") {
    const auto direction = [](const std::string& word) {
        return loaded("code,name,parent,direction\nt,T,,\na,A,t," + word + "\n").nodes[1].direction;
    };
    for (const std::string word : {"positive", "Positive", "1", "+1", "+", "正向", "正", "正向指标", "１"})
        CHECK(direction(word) == Direction::positive);
    for (const std::string word : {"negative", "NEGATIVE", "-1", "−1", "-", "−", "–", "逆向", "逆", "负向", "反向"})
        CHECK(direction(word) == Direction::negative);
    CHECK(has(refused("code,name,parent,direction\nt,T,,\na,A,t,up\n"),
              "framework.csv:3:7: error: direction is 'up'\na,A,t,up\n      ^~\n  in row 3, column D \"direction\"\n"));
}

TEST_CASE("goalposts, rounding and coverage of a table are those of an index in JSON") {
    const Index index = loaded("code,name,parent,worst,best,cap,round,coverage\nt,T,,,,,1,0.5\na,A,t,10,2,both,,\n");
    REQUIRE(index.nodes[1].goalposts);
    CHECK(index.nodes[1].goalposts->best == 2);
    CHECK(index.nodes[1].direction == Direction::negative);
    CHECK(index.nodes[1].cap == Cap::both);
    CHECK(index.nodes[0].round == 1);
    CHECK(index.nodes[0].coverage->at_least == 0.5);
    CHECK(has(refused("code,name,parent,worst\nt,T,,\na,A,t,1\n"), "'goalposts' has no 'best'"));
}

TEST_CASE("every fault of a table is told by its cell, all at once") {
    const std::string text = refused(
        "code,name,parent,weight,direction,worst,colour\n"
        "t,Total,,,,,\n"
        "a,A,t,x,up,,red\n"
        "b,B,tt,2,,,\n"
        "c,C,t,-3,,,\n"
        "c,C again,t,3,,,\n"
        "d,D,e,,,,\n"
        "e,E,d,,,,\n"
        ",,t,,,,\n");
    for (const std::string part :
         {"row 3, column D \"weight\"", "row 3, column E \"direction\"", "parent 'tt' is no node of this table",
          "did you mean 't'?", "weight of 'c' is -3", "code 'c' stands here again", "'D' is below itself",
          "'E' is below itself", "row 9, column A \"code\"", "neither a name nor a code"}) {
        INFO(part);
        CHECK(has(text, part));
    }
    CHECK(!has(text, "no parent"));
}

TEST_CASE("what is no tree is refused") {
    CHECK(has(refused("name,parent\nA,\nB,\n"), "'B' has no parent, and nor has 'A'"));
    CHECK(has(refused("name,parent\nA,B\nB,A\n"), "every node has a parent"));
    CHECK(has(refused("name,parent\n"), "no rows below the titles"));
    CHECK(has(refused("a,b\n1,2\n"), "no titles of an index"));
    CHECK(has(refused("code,name,parent\na,A,\nb,B,a\nc,B,a\nd,D,B\n"), "parent 'B' is the name of 2 nodes"));
    CHECK(has(refused("T\nLevel 1,Level 2\n,A\n"), "'A' has nothing above it"));
    CHECK(has(refused("T\nLevel 1,Level 2\nA,B\nA,B\n"), "'B' stands here again, first in row 3"));
    CHECK(has(refused("name,parent,weight,权重\nA,,,\nB,A,1,2\n"), "column '权重' says the same as column C 'weight'"));
    CHECK(has(refused("name,parent,weight\nT,,\nA,T,40%\nB,T,0.6\n"), "written with a percent sign"));
    std::string deep = "code,name,parent\nn0,N,\n";
    for (int i = 1; i <= 200; ++i) deep += "n" + std::to_string(i) + ",N,n" + std::to_string(i - 1) + "\n";
    CHECK(has(refused(deep), "more than 100 levels"));
}

TEST_CASE("notes below, titles nobody knows and rows above are left out with a warning") {
    const std::string text = warned("Made up,2024\nTotal\nLevel 1,Level 2,colour\nA,B,red\n注：专家给出,,\n");
    CHECK(has(text, "column 'colour' says nothing known of an index"));
    CHECK(has(text, "framework.csv:1:1: warning: a row above the titles is left out"));
    CHECK(has(text, "framework.csv:5:1: warning: a note is left out"));
    CHECK(has(warned("Level 1,Level 2\nA,B\n"), "the total is called 'framework', as the file is"));
}

TEST_CASE("COINr's table of an index is one, without what only could be used") {
    const std::string table =
        "\"Level\",\"iCode\",\"iName\",\"Direction\",\"Weight\",\"Unit\",\"Target\",\"Denominator\",\"Parent\","
        "\"Type\"\n"
        "1,\"a\",\"A\",-1,2,\"kg\",5,\"GDP\",\"All\",\"Indicator\"\n"
        "2,\"All\",\"All of it\",-1,1,\"Score\",NA,NA,NA,\"Aggregate\"\n"
        "NA,\"GDP\",\"GDP\",NA,NA,NA,NA,NA,NA,\"Denominator\"\n";
    const Index index = loaded(table);
    CHECK(shape_of(index) == "All<All 1.00\na<All 2.00\n");
    CHECK(index.nodes[1].direction == Direction::negative);
    CHECK(index.nodes[1].denominator.empty());
    CHECK(has(warned(table), "rows that are no nodes are left out: GDP"));
    CHECK(has(warned(table), "the column of targets is left out"));
    LoadOptions options;
    options.overrides = load_overrides({"o", R"({"normalisation": "distance-to-target"})"});
    CHECK(loaded(table, options).nodes[1].target == 5);
}

TEST_CASE("a table is an index by its titles") {
    CHECK(is_index({"x.csv", rows}));
    CHECK(is_index({"x.csv", "一级指标,权重,二级指标\n"}));
    CHECK(!is_index({"x.csv", "code,name,speed\na,A,1\n"}));
    CHECK(!is_index({"x.csv", "地区,一级指标\n"}));
}

TEST_CASE("a table says where an indicator is best by a number or by two") {
    const Index index = loaded(
        "code,name,parent,best_at,worst_distance\nph,Acidity,total,6.5; 8.5,2\nheat,Heat,total,20,\ntotal,Total,,,\n");
    REQUIRE(index.nodes[1].best_at);
    CHECK(index.nodes[1].best_at->low == 6.5);
    CHECK(index.nodes[1].best_at->high == 8.5);
    CHECK(index.nodes[1].best_at->worst_distance == 2.0);
    CHECK(index.nodes[2].best_at->low == 20);
    CHECK(has(refused("code,name,parent,best_at\na,A,total,low; 8\ntotal,Total,,\n"), "low"));
}

TEST_CASE("weights and directions may stand behind the names of a table with a column a level") {
    const auto weights = [](const std::string& rows) {
        std::string text;
        for (const Node& node : loaded("一级指标,二级指标\n" + rows).nodes)
            text += node.name.own + (node.direction == Direction::negative ? "-" : "") + "|" +
                    std::to_string(node.weight).substr(0, 3) + " ";
        return text.substr(text.find(' ') + 1);
    };
    CHECK(weights("创新（40%）,研发（60%）\n,专利（40%）\n环境（60%）,空气（50%；负向）\n,水质（50%）\n") ==
          "创新|40. 研发|60. 专利|40. 环境|60. 空气-|50. 水质|50. ");
    CHECK(weights("创新（40分）,研发（25分）\n,专利（15分）\n环境（60分）,空气（30分）\n,水质（30分）\n") ==
          "创新|40. 研发|25. 专利|15. 环境|60. 空气|30. 水质|30. ");
    CHECK(weights("创新（0.4）,研发（0.1）\n,专利（0.3）\n环境（0.6）,空气（权重 0.5） ↓\n,水质（权重 0.5）\n") ==
          "创新|0.4 研发|0.1 专利|0.3 环境|0.6 空气-|0.5 水质|0.5 ");
    SECTION("not numbers that only tell names apart, nor where a column has weights") {
        CHECK(weights("创新（1）,研发（1）\n,研发（2）\n环境（2）,空气\n,水质\n") ==
              "创新（1）|1.0 研发（1）|1.0 研发（2）|1.0 环境（2）|1.0 空气|1.0 水质|1.0 ");
        CHECK(weights("创新,研发（1）\n环境,空气（0）\n,水质（1）\n") ==
              "创新|1.0 研发（1）|1.0 环境|1.0 空气（0）|1.0 水质（1）|1.0 ");
        const Index index = loaded("一级指标,权重,二级指标\n创新（40%）,3,研发\n环境（60%）,1,水质\n");
        CHECK(index.nodes[1].name.own == "创新（40%）");
        CHECK(index.nodes[1].weight == 3);
    }
    SECTION("percentages that make no whole are told") {
        CHECK(has(warned("一级指标,二级指标\n创新（40%）,研发\n环境（50%）,水质\n"),
                  "are no weights, as they sum to 90%"));
    }
    SECTION("a column of the goal names the total") {
        CHECK(loaded("目标层,准则层,指标层\n发展,创新,研发\n,环境,水质\n").root().name.own == "发展");
    }
}

TEST_CASE("an indicator may begin as a note does") {
    const std::string table = "一级指标,二级指标,权重\n创新,专利,1\n,注册商标数,\n,Notebook ownership,\n";
    CHECK(loaded(table).indicators.size() == 3);
    CHECK(loaded(table + "注：虚构,,\nNote: made up,,\n").indicators.size() == 3);
}

TEST_CASE("what the total alone may say is refused of another node") {
    const std::string table = "code,name,parent,note\nt,T,,\na,A,t,of A\nb,B,t,\n";
    CHECK(has(refused(table), "framework.csv:3:7: error: 'note' is for the root"));
}

TEST_CASE("weights of indicators that make a whole together and in no group are shares of the total") {
    const std::string titles = "一级指标,二级指标,权重\n";
    const std::string table = titles + "经济,产值,40%\n,研发,30%\n社会,城镇化率,20%\n,医生,10%\n";
    const Index index = loaded(table);
    CHECK(index.nodes[1].weight == 70);
    CHECK(index.nodes[4].weight == 30);
    CHECK(has(warned(table), "taken for shares of the total"));
    SECTION("of three levels, with one in a group") {
        const std::string deep = "一级指标,二级指标,三级指标,权重\n甲,乙,丙,0.3\n,丁,戊,0.3\n己,庚,辛,0.4\n";
        CHECK(loaded(deep).nodes[1].weight == 0.6);
        CHECK(loaded(deep).nodes[2].weight == 0.3);
    }
    SECTION("but not where groups make wholes or have weights, or nothing makes one") {
        for (const std::string& other :
             {titles + "经济,产值,40%\n,研发,60%\n社会,城镇化率,20%\n,医生,80%\n",
              titles + "经济,产值,1\n,研发,2\n社会,城镇化率,2\n,医生,1\n",
              std::string(
                  "一级指标,权重,二级指标,权重\n经济,1,产值,40%\n,,研发,30%\n社会,2,城镇化率,20%\n,,医生,10%\n")})
            CHECK_FALSE(has(warned(other), "shares of the total"));
    }
}

TEST_CASE("shares of the total may have been rounded, and a blank weight beside others is said") {
    const auto seven = [](const std::string& share) {
        std::string table = "一级指标,二级指标,权重\n";
        for (const std::string leaf : {"甲", "乙"}) table += "投入," + leaf + "," + share + "\n";
        for (const std::string leaf : {"丙", "丁", "戊", "己", "庚"}) table += "产出," + leaf + "," + share + "\n";
        return table;
    };
    for (const std::string share : {"0.1429", "0.143", "0.14", "14.3%"}) {
        INFO(share);
        CHECK(has(warned(seven(share)), "taken for shares of the total"));
    }
    CHECK_FALSE(has(warned(seven("0.1")), "taken for shares of the total"));
    const std::string blank = "code,name,parent,weight\nt,T,,\na,A,t,0.5\nb,B,t,0.5\nc,C,t,\n";
    CHECK(has(warned(blank), "framework.csv:5:3: warning: 'C' has no weight, and its siblings have: it counts 1"));
    CHECK_FALSE(has(warned("code,name,parent,weight\nt,T,,\na,A,t,\nb,B,t,\n"), "has no weight"));
}
