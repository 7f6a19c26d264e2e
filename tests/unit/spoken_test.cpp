#include "catch.hpp"

#include <iiindex/language.hpp>
#include <iiindex/load.hpp>

using namespace iiindex;

namespace {

/// Chinese is spoken while it lives.
struct InChinese {
    InChinese() { speak(Language::zh); }
    ~InChinese() { speak(Language::en); }
};

const Index& small_index() {
    static const Index index = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T",
        "children": [{"code": "speed", "name": "速度"}, {"code": "delay", "name": "时延"}]})"})
                                   .value;
    return index;
}

std::string refused(const std::string& file, const std::string& text) {
    const InChinese chinese;
    try {
        load_dataset({file, text}, small_index());
    } catch (const InputError& error) {
        std::string all;
        for (const Problem& one : error.problems()) {
            all += one.what + '\n';
            for (const std::string& place : one.also) all += "  " + place + '\n';
            if (!one.remedy.empty()) all += "  " + one.remedy + '\n';
        }
        return all;
    }
    return "accepted";
}

}  // namespace

TEST_CASE("what is wrong with a table is said in Chinese, with places and hints") {
    CHECK(refused("x.csv", "code,速度,时延\na,1,2\na,x,(3)\n") ==
          "单位“a”重复出现，首次出现处：第 2 行\n  第 3 行（a），A 列“code”\n"
          "  只留其中一行；如有一列区分各行，用 --columns period=标题（按时间）或 --drop 文字\n"
          "“speed”应为数值，实际为“x”\n  第 3 行（a），B 列“速度”\n"
          "  如果它代表缺失值，请把单元格留空，或用 --missing-codes 指明\n"
          "“delay”应为数值，实际为“(3)”\n  第 3 行（a），C 列“时延”\n  负数请写 -3\n");
    CHECK(refused("x.csv", "code,速度,时延\na,x,1\nb,y,2\nc,z,3\nd,1,1\n") ==
          "“speed”应为数值，实际为“x”\n  第 2 行（a），B 列“速度”\n  第 3 行（b），B 列“速度”\n"
          "  第 4 行（c），B 列“速度”\n  如果它代表缺失值，请把单元格留空，或用 --missing-codes 指明\n");
    CHECK(refused("x.csv", "code,速度\na,1\n") == "缺少指标“delay”（时延）的列\n");
}

TEST_CASE("what is wrong with JSON is said in Chinese") {
    const std::string head = R"({"format": "iiindex/dataset/1", "units": [)";
    CHECK(refused("x.json", head + R"({"code": "a", "values": {"growth": 1, "delay": "2"}}]})") ==
          "指标“growth”无法识别\n  可选：“speed”或“delay”\n“delay”应为数值，实际：字符串\n");
    CHECK(refused("x.json", head + R"({"code": "a", "vals": {}}])") ==
          "应为“,”或“}”，文件却到此为止\n"
          "  第 1 行的“{”没有闭合\n");
}
