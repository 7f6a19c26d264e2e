#include "catch.hpp"

#include <nlohmann/json.hpp>

#include <iiindex/judgements.hpp>

#include "books.hpp"
#include "problems_of.hpp"

namespace iiindex {

namespace {

/// total: x (x1, x2), y (y1, y2, y3), z.
Index small_index() {
    const auto node = [](const std::string& code, const std::string& name, const nlohmann::json& children = {}) {
        nlohmann::json json = {{"code", code}, {"name", name}};
        if (!children.is_null()) json["children"] = children;
        return json;
    };
    nlohmann::json json =
        node("total", "总",
             {node("x", "甲类", {node("x1", "一"), node("x2", "二")}),
              node("y", "乙类", {node("y1", "三"), node("y2", "四"), node("y3", "五")}), node("z", "丙类")});
    json["format"] = "iiindex/index/1";
    return load_index({"i.json", json.dump()}).value;
}

Panel panel_of(const std::string& text, std::optional<JudgementKind> kind = {}) {
    return load_judgements({{"j.csv", text}}, small_index(), kind).value;
}

std::vector<std::string> faults_of(const std::string& text, std::optional<JudgementKind> kind = {}) {
    std::vector<std::string> whats;
    try {
        panel_of(text, kind);
    } catch (const InputError& error) {
        for (const Problem& problem : error.problems())
            whats.push_back(std::to_string(problem.where.line) + ":" + std::to_string(problem.where.column) + " " +
                            problem.what);
    }
    return whats;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("an expert is named behind the colon of a caption, or in the cell beside it") {
    const std::string matrix = "\n,x,y,z\nx,1,2,4\ny,,1,2\nz,,,1\n";
    for (const std::string caption :
         {"Expert: Ann", "Expert:,Ann", "专家：,Ann", "专家,Ann", "expert , Ann,round:,1"}) {
        INFO(caption);
        const Panel panel = panel_of(caption + matrix);
        REQUIRE(panel.experts.size() == 1);
        CHECK(panel.experts[0].name == "Ann");
    }
    CHECK(panel_of("Expert:," + matrix).experts[0].name == "j");
}

TEST_CASE("pairs stand under the titles that surveys give them") {
    for (const std::string titles : {"expert,a,b,judgement", "专家,指标1,指标2,判断值", "expert,item1,item2,judgment",
                                     "专家,因素甲,因素乙,比较值"}) {
        INFO(titles);
        CHECK(panel_of(titles + "\nA,x,y,3\nA,y,z,1/2\n").nodes[0].judgements[0].pairs.size() == 2);
    }
}

TEST_CASE("what experts' columns come to is no expert, and does not take their place") {
    for (const std::string table : {"node,Ann,Bob,Mean,Rank\nx1,5,4,4.5,1\nx2,1,2,1.5,2\n",
                                    "指标,Ann,Bob,平均得分,排序\nx1,5,4,4.5,1\nx2,1,2,1.5,2\n",
                                    "expert,x1,x2\nAnn,5,1\nBob,4,2\nSD,0.7,0.7\n满分,5,5\n"}) {
        INFO(table);
        const Panel panel = panel_of(table, JudgementKind::rating);
        REQUIRE(panel.experts.size() == 2);
        CHECK(panel.nodes[0].judgements[1].numbers == std::vector<double>{4, 2});
    }
    CHECK(panel_of("node,rank\nx1,1\nx2,2\n").experts.size() == 1);
}

TEST_CASE("columns that nothing is read from are said, and refused where they may turn a comparison round") {
    CHECK(faults_of("expert,a,b,preference,better\nA,x,y,3,y\nA,y,z,2,y\n") ==
          Faults{"1:23 column 'better' may turn comparisons round, and is not read"});
    const auto loaded =
        load_judgements({{"j.csv", "expert,a,b,preference,remark\nA,x,y,3,fine\nA,y,z,2,\n"}}, small_index(), {});
    CHECK(text_of(loaded.warnings).find("columns that are passed over: 'remark'") != std::string::npos);
}

TEST_CASE("what is found from a matrix stands beside and below it, and is left out") {
    const std::string text =
        "Ann\n,x,y,z,Priority\nx,1,2,4,0.57\ny,1/2,1,2,0.29\nz,1/4,1/2,1,0.14\nSum,1.75,3.5,7,1\nCR = 0.00\n"
        "Bob\n,x,y,z\nx,1,2,4\ny,,1,2\nz,,,1\n合计,1,3,7\n";
    const Loaded<Panel> loaded = load_judgements({{"j.csv", text}}, small_index(), {});
    REQUIRE(loaded.value.experts.size() == 2);
    CHECK(loaded.value.nodes[0].judgements[0].pairs[0].preference == 2);
    CHECK(text_of(loaded.warnings).find("j.csv:2:8: error: 'Priority' is left out: it holds no judgements") !=
          std::string::npos);
    CHECK(text_of(loaded.warnings).find("4 times: ") != std::string::npos);
    CHECK(faults_of(",x,y,z\nx,1,2,4\ny,,1,2\nq,,,1\n") == Faults{"4:1 unknown node 'q'"});
}

TEST_CASE("preferences are fractions, ratios or words of Saaty's scale") {
    const auto preference = [](const std::string& cell) {
        return panel_of("expert,a,b,preference\nA,x,y," + cell + "\nA,y,z,1\nA,x,z,1\n")
            .nodes[0]
            .judgements[0]
            .pairs[0]
            .preference;
    };
    for (const std::string cell : {"1/3", "⅓", "1:3", "1：3", "1 / 3", "稍微不重要"}) {
        INFO(cell);
        CHECK(preference(cell) == 1.0 / 3);
    }
    CHECK(preference("3:1") == 3);
    CHECK(preference("Strong importance") == 5);
    CHECK(preference("极端重要") == 9);
    for (const std::string cell : {"1/", "3:x", "important", "1:0", "0"}) {
        INFO(cell);
        CHECK(faults_of("expert,a,b,preference\nA,x,y," + cell + "\n").size() == 1);
    }
}

TEST_CASE("an answer may have its label or the word for a place beside it") {
    const auto rating = [](const std::string& cell) {
        return panel_of("expert,x1,x2\nA," + cell + ",2\n", JudgementKind::rating).nodes[0].judgements[0].numbers[0];
    };
    for (const std::string cell : {"5", "5 - very important", "5（非常重要）", "5分", "5=important", "5. important"}) {
        INFO(cell);
        CHECK(rating(cell) == 5);
    }
    for (const std::string cell : {"5 of 7", "very important", "5-7", "5kg", "5 - 2nd"}) {
        INFO(cell);
        CHECK(faults_of("expert,x1,x2\nA," + cell + ",2\n", JudgementKind::rating).size() == 1);
    }
    CHECK(panel_of("expert,x1,x2\nA,2nd,第1名\n", JudgementKind::ranking).nodes[0].judgements[0].numbers[0] == 2);
}

TEST_CASE("the children of several nodes may stand in one table, by code or name") {
    const Panel panel = panel_of("专家,甲,乙,标度\n李,甲类,y,3\n李,y,丙类,1/2\n李,x1,二,２\n");
    REQUIRE(panel.nodes.size() == 2);
    CHECK(panel.nodes[0].node == 0);
    CHECK(panel.nodes[1].judgements[0].pairs[0].preference == 2);
    CHECK(panel.experts[0].name == "李");
}

namespace {

/// "A 50 30 20; B 40 40 20": the numbers of each expert on the root's children.
std::string numbers_of(const Panel& panel) {
    std::string all;
    for (const auto& judgement : panel.nodes.front().judgements) {
        all += (all.empty() ? "" : "; ") + panel.experts[judgement.expert].name;
        for (const double number : judgement.numbers) all += " " + std::to_string(static_cast<int>(number));
    }
    return all;
}

std::string warned(const std::string& text) {
    return text_of(load_judgements({{"j.csv", text}}, small_index(), JudgementKind::rating).warnings,
                   Severity::warning);
}

}  // namespace

TEST_CASE("rows and columns that sum experts up are no experts") {
    const std::string all = "A 50 30 20; B 40 40 20";
    const auto numbers = [](const std::string& text) { return numbers_of(panel_of(text, JudgementKind::rating)); };
    CHECK(numbers("expert,x,y,z\nA,50,30,20\nB,40,40,20\nAverage,45,35,20\n") == all);
    CHECK(numbers("专家,x,y,z,合计\nA,50,30,20,100\nB,40,40,20,100\n平均,45,35,20,100\n注：虚构,,,,\n") == all);
    CHECK(numbers("expert,x,y,z\nA,50,30,20\nB,40,40,20\nMax,50,40,20\nMin,40,30,20\n") == all);
    CHECK(numbers("expert,x,y,z\nA,50,30,20\nMax,60,40,20\nMean,55,35,20\n") == "A 50 30 20; Max 60 40 20");
    CHECK(warned("expert,x,y,z\nA,50,30,20\nB,40,40,20\nAverage,45,35,20\n")
              .find("j.csv:4:1: warning: 'Average' is left out: it is no expert") != std::string::npos);
}

TEST_CASE("a table may have a row a node and a column an expert") {
    const std::string all = "A 50 30 20; B 40 40 20";
    const auto numbers = [](const std::string& text) { return numbers_of(panel_of(text, JudgementKind::rating)); };
    CHECK(numbers("指标,A,B\nx,50,40\n乙类,30,40\nz,20,20\n") == all);
    CHECK(numbers("A panel,,\nCriterion,A,B,Average\nx,50,40,45\ny,30,40,35\nz,20,20,20\nTotal,100,100,100\n") == all);
    CHECK(numbers("No.,expert,A,B,Remark\n1,x,50,40,good\n2,y,30,40,\n3,z,20,20,\n") == all);
    CHECK(numbers("Criterion,B,A\nexpert_weight,1,2\nx,40,50\ny,40,30\nz,20,20\n") == "B 40 40 20; A 50 30 20");
    CHECK(faults_of("Criterion,A,B\nx,50,40\ny,30,many\nz,20,20\n", JudgementKind::rating) ==
          Faults{"3:6 expected a number for 'y', got 'many'"});
    CHECK(faults_of("Criterion,A,B\nx,50,40\ny,30,1\nq,20,20\n", JudgementKind::rating).back() ==
          "4:1 unknown node 'q'");
}

TEST_CASE("a table of which one row is far longer than the others is not turned round") {
    std::string text = "Criterion,A\nx,1\ny,2\nz,3";
    for (int i = 0; i < 20000; ++i) text += ",1";
    for (int i = 0; i < 20000; ++i) text += "\nu";
    CHECK(faults_of(text, JudgementKind::rating).front() == "1:1 no column is a node's, and none holds comparisons");
}

TEST_CASE("a column may ask for a node or for two") {
    const std::string text =
        "Timestamp,Your name,Importance of [甲类],请为「乙类」打分,3. 丙类？,Comment on 甲类\n"
        "noon,A,50,30,20,good\nnight,B,40,40,20,\n";
    CHECK(numbers_of(panel_of(text, JudgementKind::rating)) == "A 50 30 20; B 40 40 20");
    CHECK(warned(text).find("column 'Importance of [甲类]' is taken for node 'x'") != std::string::npos);
    SECTION("of two it holds how many times the first counts as much as the second") {
        const Panel panel = panel_of("expert,甲类 vs 乙类,甲类 or 丙类?,乙类/丙类\nA,2,4,2\nB,1/2,3,6\n");
        REQUIRE(panel.nodes[0].judgements.size() == 2);
        CHECK(panel.nodes[0].judgements[0].pairs[1].preference == 4);
        CHECK(panel.nodes[0].judgements[1].pairs[0].preference == 0.5);
    }
    SECTION("not where it names more, or children of several nodes") {
        CHECK(faults_of("expert,x,y,z,甲类 or 乙类 or 丙类\nA,1,2,3,4\n", JudgementKind::rating).front() ==
              "1:14 unknown node '甲类 or 乙类 or 丙类'");
    }
}

TEST_CASE("experts who are called as nodes are no rows of a matrix") {
    const Panel panel = panel_of("expert,x,y,z\nX,50,30,20\nY,20,30,50\n", JudgementKind::budget);
    REQUIRE(panel.experts.size() == 2);
    CHECK(panel.nodes[0].judgements[0].numbers == std::vector<double>{50, 30, 20});
}

TEST_CASE("square matrices name their expert above, in the corner, or by the file") {
    const Panel above = panel_of("expert,Li,round,2\n,x1,x2\nx1,1,3\nx2,1/3,1\n\nexpert: Wu\n,x1,x2\nx1,,5\n");
    REQUIRE(above.experts.size() == 2);
    CHECK(above.experts[1].name == "Wu");
    CHECK(above.rounds.size() == 2);
    CHECK(above.nodes[0].judgements.size() == 2);
    const Panel corner = panel_of("Li,x1,x2\nx1,1,3\nx2,1/3,1\nWu,x1,x2\nx1,1,5\nx2,1/5,1\n");
    REQUIRE(corner.experts.size() == 2);
    CHECK(corner.nodes[0].judgements[1].pairs[0].preference == 5);
    CHECK(panel_of("甲类,x1,x2\nx1,1,3\nx2,1/3,1\n").experts[0].name == "j");
}

TEST_CASE("what the numbers of a table are is said by a title, a column, an option or their sums") {
    CHECK(panel_of("expert,node,rating\nLi,x1,4\nLi,x2,5\n").nodes[0].kind == JudgementKind::rating);
    CHECK(panel_of("expert,judgements,x1,x2\nLi,ranking,1,2\n").nodes[0].kind == JudgementKind::ranking);
    CHECK(panel_of("expert,x1,x2\nLi,4,5\n", JudgementKind::rating).nodes[0].kind == JudgementKind::rating);
    CHECK(panel_of("expert,x1,x2\nLi,40,60\n").nodes[0].kind == JudgementKind::budget);
    CHECK(faults_of("expert,x1,x2\nLi,4,5\n") == Faults{"1:8 the table does not say what its numbers are"});
    CHECK(faults_of("expert,a,b,preference\nLi,x1,x2,3\n", JudgementKind::budget) ==
          Faults{"1:1 the table holds judgements of the kind pairwise, not budget"});
}

TEST_CASE("one over a judgement is the same judgement, to two decimals") {
    const Panel panel = panel_of("expert,a,b,preference\nLi,x1,x2,0.33\nLi,x2,x1,3\n");
    CHECK(panel.nodes[0].judgements[0].pairs[0].preference == 1.0 / 3);
}

TEST_CASE("every fault of a table of comparisons is told by its cell") {
    CHECK(faults_of("expert,a,b,preference\n"
                    "Li,x1,x2,9\n"
                    "Li,x1,x2,1/9\n"
                    "Li,y1,y2,0\n"
                    "Li,y1,yy,2\n"
                    "Li,y1,x1,2\n"
                    "Li,y1,y1,2\n"
                    ",y1,y2,2\n"
                    "Wu,y1,y2,3-Jan\n") ==
          Faults{"3:10 expert 'Li' judged 'x1' against 'x2' twice differently: 1/9 here, 9 at line 2",
                 "4:10 preference of 0, expected a number above 0", "5:7 unknown node 'yy'",
                 "6:7 'y1' and 'x1' are not children of one node", "7:7 'y1' is compared with itself",
                 "8:1 the row names no expert", "9:10 expected a number for 'y1' against 'y2', got '3-Jan'"});
}

TEST_CASE("comparisons that leave a child apart are refused with its name") {
    CHECK(faults_of("expert,a,b,preference\nLi,y1,y2,2\n") ==
          Faults{"2:10 the comparisons of expert 'Li' do not connect 'y3' with 'y1', 'y2'"});
}

TEST_CASE("every fault of a row an expert is told by its cell") {
    const auto ranking = JudgementKind::ranking;
    CHECK(faults_of("expert,x1,x2,y1,y2,y3\nLi,1,,1,2,3\nLi,1,2,,,\n", ranking) ==
          Faults{"3:1 expert 'Li' stands here again, first at line 2"});
    CHECK(faults_of("expert,x1,x2\nLi,1,\nWu,0,2\n", ranking) ==
          Faults{"2:6 no rank of 'x2' by expert 'Li'",
                 "3:4 rank of 'x1' by expert 'Wu' is 0, expected a number from 1 to 2"});
    CHECK(faults_of("expert,x1,x2,y1,y2,y3\nLi,1,2,,,\n", ranking) == Faults{"1:14 nobody judged the children of 'y'"});
    CHECK(faults_of("expert,y1,y2\nLi,1,2\n", ranking) ==
          Faults{"1:8 no column for 'y3', which are children of 'y' as well"});
    CHECK(faults_of("expert,x1,x3\nLi,1,2\n", ranking).front() ==
          "1:8 no column for 'x2', which are children of 'x' as well");
    CHECK(faults_of("expert,x1,x2\nLi,0,0\n", JudgementKind::rating) ==
          Faults{"2:4 expert 'Li' gave nothing but 0 to the children of 'x'"});
    CHECK(faults_of("expert,expert_weight,x1,x2\nLi,0,40,60\nWu,2,40,60\nWu,3,10,90\n").front() ==
          "2:4 weight of expert 'Li' is 0, expected a number above 0");
}

TEST_CASE("best-worst takes both rows, and a best that is clear") {
    CHECK(faults_of("expert,vector,y1,y2,y3\nLi,best,1,2,4\n") ==
          Faults{"2:1 expert 'Li' compared the children of 'y' with the best alone"});
    CHECK(faults_of("expert,vector,y1,y2,y3\nLi,best,1,1,4\nLi,worst,4,4,1\n") ==
          Faults{"2:1 2 children of 'y' have a 1 in the row of the best of expert 'Li'"});
    CHECK(panel_of("expert,vector,of,y1,y2,y3\nLi,best,y2,1,1,4\nLi,worst,y3,4,4,1\n").nodes[0].judgements[0].best ==
          1);
    CHECK(faults_of("expert,vector,y1,y2,y3\nLi,best,1,2,4\nLi,worst,8,2,1\n").size() == 1);
}

TEST_CASE("points that sum to another total are shared out, with a warning") {
    const auto loaded = load_judgements(
        {{"j.csv", "expert,node,points\nA,x1,40\nA,x2,60\nB,x1,40\nB,x2,60\nC,x1,40\nC,x2,50\n"}}, small_index());
    REQUIRE(loaded.warnings.size() == 1);
    CHECK(loaded.warnings[0].what == "the points of expert 'C' for the children of 'x' sum to 90, most others' to 100");
}

TEST_CASE("judgements in text are parted, decoded and have decimals as values do") {
    const auto read = load_judgements({{"j.csv", "expert;x;y;z\nLi;33,5;33;33,5\n"}}, small_index());
    CHECK(read.value.nodes[0].judgements[0].numbers == std::vector<double>{33.5, 33, 33.5});
    CHECK(text_of(read.warnings).find("the columns are parted by semicolons") != std::string::npos);
    CHECK(
        panel_of("sep=;\nexpert;a;b;preference\nLi;x;y;0,5\nLi;y;z;1/3\n").nodes[0].judgements[0].pairs[0].preference ==
        0.5);
    const Source gb18030{"j.csv", "\xD7\xA8\xBC\xD2,\xBC\xD7,\xD2\xD2,\xB1\xEA\xB6\xC8\n\xC0\xEE,x1,x2,3\n"};
    CHECK(load_judgements({gb18030}, small_index()).value.experts[0].name == "李");
    const Source tabs{"j.tsv", "expert\tx1\tx2\nLi\t60\t40\n"};
    CHECK(load_judgements({tabs}, small_index()).value.nodes[0].judgements[0].numbers[0] == 60);
}

TEST_CASE("a table of one row, or with a row a node, that names no expert is its file's") {
    CHECK(load_judgements({{"li.csv", "x1,x2\n60,40\n"}, {"wu.csv", "x1,x2\n50,50\n"}}, small_index())
              .value.experts.size() == 2);
    CHECK(load_judgements({{"li.csv", "node,points\nx1,60\nx2,40\n"}}, small_index()).value.experts[0].name == "li");
}

TEST_CASE("a sheet whose titles are short codes and nothing else holds judgements") {
    const std::string text = "x,y,z\n50,30,20\n40,40,20\n";
    const auto panel =
        load_judgements({{"j.xlsx", book({{"notes", "read me\n"}, {"more", "and me\n"}, {"one", text}})}},
                        small_index(), JudgementKind::budget);
    CHECK(panel.value.nodes[0].judgements.size() > 1);
}

TEST_CASE("a workbook of judgements has a sheet for all experts or one for each") {
    const auto panel_in = [](const std::vector<SheetParts>& sheets, const LoadOptions& options = {}) {
        return load_judgements({{"j.xlsx", book(sheets)}}, small_index(), {}, options);
    };
    const auto all = panel_in({{"pairs", "expert,a,b,preference\nLi,x1,x2,3\nWu,x1,x2,1/3\n"}, {"notes", "read me\n"}});
    CHECK(all.value.experts.size() == 2);
    CHECK(all.value.files.size() == 1);
    CHECK(text_of(all.warnings, Severity::warning) == "j.xlsx: sheet notes: warning: the sheet holds no judgements\n");
    const auto each = panel_in({{"李", ",x1,x2\nx1,1,3\nx2,,1\n"},
                                {"吴", ",x1,x2\nx1,1,5\nx2,0.2,1\n"},
                                {"hidden", ",x1,x2\nx1,1,7\n", {}, true}});
    REQUIRE(each.value.experts.size() == 2);
    CHECK(each.value.experts[1].name == "吴");
    CHECK(text_of(each.warnings).find("not looked at, as they are hidden: hidden (hidden)") != std::string::npos);
    LoadOptions one;
    one.sheet = "吴";
    CHECK(panel_in({{"李", ",x1,x2\nx1,1,3\n"}, {"吴", ",x1,x2\nx1,1,5\n"}}, one).value.experts.size() == 1);
    const auto refused = [&](const std::vector<SheetParts>& sheets) { return problems_of([&] { panel_in(sheets); }); };
    CHECK(refused({{"a", "x\n"}, {"b", "y\n"}}) ==
          "j.xlsx: error: no sheet of the workbook holds judgements\n  hint: its sheets: a, b\n");
    CHECK(refused({{"a", "expert,a,b,preference\nLi,x1,x2,0\n"}}) ==
          "j.xlsx: sheet a, D2: error: preference of 0, expected a number above 0\n"
          "  hint: 1 says that both count the same, 1/9 that the second counts most\n");
    CHECK(refused({{"a", ",x1,x2\nx1,1,3\nx2,3,1\n"}}).find("3 here, 1/3 at C2") != std::string::npos);
}

}  // namespace iiindex
