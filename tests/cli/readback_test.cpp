#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iiindex/number.hpp>

#include "catch.hpp"
#include "cli/command.hpp"
#include "paths.hpp"
#include "shell.hpp"

using namespace iiindex;

// Reads what the report of 2020 prints in its chapter 3 and its appendix back out of what the program writes:
// the page of `report`, the workbook of `compute`, the radars of `compare`.

namespace {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;
using Json = nlohmann::json;

const std::vector<std::pair<std::string, std::string>> nodes = {
    {"iii", "总指数"},        {"environment", "发展环境"},    {"funding", "资金支持"},
    {"research", "研发能力"}, {"infrastructure", "基础支持"}, {"results", "发展成效"}};
const std::vector<std::string> tiers = {"第一梯队", "第二梯队", "第三梯队", "第四梯队", "第五梯队"};

const Json& published() {
    static const Json json = Json::parse(std::ifstream(IIINDEX_SOURCE "/data/2020-published.json"));
    return json;
}

/// A unit's name by its code.
std::string name_of(const std::string& code) {
    for (const Json& unit : published()["units"]) {
        if (unit["code"] == code) return unit["name"];
    }
    FAIL(code << " is no unit");
    return {};
}

std::string written_by(std::vector<std::string> arguments) {
    std::vector<const char*> argv;
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::istringstream in;
    std::ostringstream out, err;
    cli::Environment environment{.in = in, .out = out, .err = err};
    REQUIRE(cli::run(static_cast<int>(argv.size()), argv.data(), environment) == cli::ExitCode::done);
    return out.str();
}

const std::string data = IIINDEX_SOURCE "/data/2020.json";

const std::string& page() {
    static const std::string text = written_by({"iiindex", "report", data, "--lang", "zh"});
    return text;
}

std::string after(const std::string& text, const std::string& mark, const std::string& end) {
    const std::size_t begin = text.find(mark);
    INFO(mark);
    REQUIRE(begin != std::string::npos);
    return text.substr(begin, text.find(end, begin) - begin);
}

/// What stands in each element that a pattern opens, without the elements inside.
std::vector<std::string> texts(const std::string& markup, const std::string& element,
                               const std::string& attributes = "") {
    static const std::regex tag("<[^>]*>");
    const std::regex whole("<" + element + "\\b[^>]*" + attributes + "[^>]*>([\\s\\S]*?)</" + element + ">");
    std::vector<std::string> found;
    for (std::sregex_iterator at(markup.begin(), markup.end(), whole), end; at != end; ++at) {
        std::string text = std::regex_replace((*at)[1].str(), tag, "");
        while (!text.empty() && text.back() == '\n') text.pop_back();
        found.push_back(text);
    }
    return found;
}

/// A table of the page with its head, by its class.
Rows table_called(const std::string& css_class) {
    std::string markup = after(page(), "<table class=\"" + css_class + "\">", "</table>");
    Rows rows;
    for (std::size_t at = 0; (at = markup.find("<tr", at)) != std::string::npos; ++at) {
        const std::string row = markup.substr(at, markup.find("</tr>", at) - at);
        Row cells = texts(row, "th");
        for (const std::string& cell : texts(row, "td")) cells.push_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

std::size_t column(const Rows& table, const std::string& title) {
    const auto found = std::find(table[0].begin(), table[0].end(), title);
    INFO(title);
    REQUIRE(found != table[0].end());
    return static_cast<std::size_t>(found - table[0].begin());
}

const std::string& cell(const Rows& table, const std::string& unit, const std::string& title) {
    const std::size_t names = column(table, "名称"), wanted = column(table, title);
    const auto row = std::find_if(table.begin(), table.end(), [&](const Row& r) { return r[names] == unit; });
    INFO(unit);
    REQUIRE(row != table.end());
    return (*row)[wanted];
}

/// The lines of a bar chart: rank, name and score, which stand at one height.
Rows bars_of(const std::string& svg) {
    const std::regex text("<text[^>]* y=\"([0-9.]+)\">([^<]*)</text>");
    std::map<double, Row> lines;
    for (std::sregex_iterator at(svg.begin(), svg.end(), text), end; at != end; ++at) {
        lines[std::stod((*at)[1])].push_back((*at)[2]);
    }
    Rows rows;
    for (const auto& [y, row] : lines) {
        if (row.size() == 3 && row[2].find('.') != std::string::npos) rows.push_back(row);
    }
    return rows;
}

/// A node's part of the page: its paragraph and its bars.
std::string part_of(const std::string& node) {
    return node == "iii" ? after(page(), "<section id=\"total\">", "</section>")
                         : after(page(), "id=\"node-" + node + "\"", "<div class=\"narrow\">");
}

Rows top_of(const std::string& node) {
    const std::string part = part_of(node);
    return bars_of(after(part, node == "iii" ? "TOP20\"" : "TOP15\"", "</svg>"));
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(separator, begin)) != std::string::npos; begin = end + separator.size()) {
        parts.push_back(text.substr(begin, end - begin));
    }
    parts.push_back(text.substr(begin));
    return parts;
}

/// Takes "三座城市" or " 12 座城市" from the end of a text; what is said of one city alone ends with its name.
std::size_t take_count(std::string& text) {
    const std::string noun = "座城市";
    if (!text.ends_with(noun)) return 1;
    text.resize(text.size() - noun.size());
    const std::vector<std::string> words = {"一", "两", "三", "四", "五", "六", "七", "八", "九", "十"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!text.ends_with(words[i])) continue;
        text.resize(text.size() - words[i].size());
        return i + 1;
    }
    const std::size_t space = text.rfind(' ', text.size() - 2);
    const std::size_t count = std::stoul(text.substr(space + 1));
    text.resize(space);
    return count;
}

/// The units that a node's paragraph names in a tier, and how many it says there are: "甲、乙等十座城市处于第二梯队".
std::pair<std::vector<std::string>, std::size_t> tier_in_words(const std::string& node, std::size_t tier) {
    const std::string lead = "从得分看，", more = "等";
    const std::string paragraph = texts(part_of(node), "p").front();
    INFO(paragraph);
    REQUIRE(paragraph.find(lead) != std::string::npos);
    for (const std::string& part : split(paragraph.substr(paragraph.find(lead) + lead.size()), "；")) {
        const std::size_t end = part.find("处于" + tiers[tier - 1]);
        if (end == std::string::npos) continue;
        std::string names = part.substr(0, end);
        const std::size_t count = take_count(names);
        if (names.ends_with(more)) names.resize(names.size() - more.size());
        return {split(names, "、"), count};
    }
    FAIL("no tier " << tier);
    return {};
}

/// A sheet of a workbook as text, by its place.
class Workbook {
public:
    explicit Workbook(const std::string& bytes)
        : path_(std::filesystem::temp_directory_path() / fmt::format("iiindex-readback-{}.xlsx", getpid())) {
        std::ofstream(path_, std::ios::binary) << bytes;
        for (const std::string& item : texts(part("xl/sharedStrings.xml"), "si")) strings_.push_back(item);
        const std::string book = part("xl/workbook.xml");
        const std::regex sheet("<sheet name=\"([^\"]*)\"");
        for (std::sregex_iterator at(book.begin(), book.end(), sheet), end; at != end; ++at) names_.push_back((*at)[1]);
    }
    ~Workbook() { std::filesystem::remove(path_); }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    const std::vector<std::string>& names() const { return names_; }

    std::string part(const std::string& name) const {
        return shell("unzip -p '" + path_.string() + "' " + name).output;
    }

    std::string markup(const std::string& name) const {
        const auto found = std::find(names_.begin(), names_.end(), name);
        INFO(name);
        REQUIRE(found != names_.end());
        return part(fmt::format("xl/worksheets/sheet{}.xml", found - names_.begin() + 1));
    }

    /// Texts as they are, numbers at one digit, as the report prints them.
    Rows sheet(const std::string& name) const {
        const std::string text = markup(name);
        const std::regex one("<c r=\"([A-Z]+)([0-9]+)\"([^>]*?)(?:/>|>(?:<v>([^<]*)</v>)</c>)");
        Rows rows;
        for (std::sregex_iterator at(text.begin(), text.end(), one), end; at != end; ++at) {
            std::size_t place = 0;
            for (const char letter : (*at)[1].str()) place = 26 * place + static_cast<std::size_t>(letter - 'A' + 1);
            const std::size_t row = std::stoul((*at)[2]);
            rows.resize(std::max(rows.size(), row));
            rows[row - 1].resize(std::max(rows[row - 1].size(), place));
            const std::string value = (*at)[4];
            const bool is_text = (*at)[3].str().find("t=\"s\"") != std::string::npos;
            const bool is_whole = value.find('.') == std::string::npos;
            rows[row - 1][place - 1] = is_text    ? strings_[std::stoul(value)]
                                       : is_whole ? value
                                                  : fixed(std::stod(value), 1);
        }
        return rows;
    }

private:
    std::filesystem::path path_;
    std::vector<std::string> strings_, names_;
};

/// A whole number that is a score has no digit in a workbook.
std::string with_digit(const std::string& number) {
    return number.find('.') == std::string::npos ? number + ".0" : number;
}

/// Every published figure of a kind, with its unit and node.
template <class Check>
std::size_t for_each_published(const char* kind, const Check& check) {
    std::size_t count = 0;
    for (const Json& unit : published()["units"]) {
        for (const auto& [node, title] : nodes) {
            if (!unit["published"].contains(node) || !unit["published"][node].contains(kind)) continue;
            check(unit["name"].get<std::string>(), node, title, unit["published"][node][kind]);
            ++count;
        }
    }
    return count;
}

std::string printed(const Json& score) { return fixed(score.get<double>(), 1); }

}  // namespace

TEST_CASE("the page gives back the 120 scores of the appendix, in the order of print", "[shipped]") {
    const Rows appendix = table_called("appendix"), all = table_called("all");
    const std::size_t count = for_each_published(
        "score", [&](const std::string& unit, const std::string&, const std::string& title, const Json& score) {
            INFO(unit << " " << title);
            CHECK(cell(appendix, unit, title) == printed(score));
            CHECK(cell(all, unit, title) == printed(score));
        });
    CHECK(count == 120);
    CHECK(appendix[0] == Row{"名称", "发展环境", "资金支持", "研发能力", "基础支持", "发展成效", "总指数"});
    REQUIRE(appendix.size() == 21);
    const Json& order = published()["facts"][1]["units"];
    for (std::size_t i = 0; i < 20; ++i) CHECK(appendix[i + 1][0] == name_of(order[i]));
}

TEST_CASE("the page gives back every printed rank and the total's tiers", "[shipped]") {
    const Rows all = table_called("all");
    std::map<std::string, Rows> tops;
    for (const auto& [node, title] : nodes) tops[node] = top_of(node);
    CHECK(for_each_published(
              "rank", [&](const std::string& unit, const std::string& node, const std::string&, const Json& rank) {
                  INFO(unit << " " << node);
                  const Rows& top = tops[node];
                  const auto bar = std::find_if(top.begin(), top.end(), [&](const Row& row) { return row[1] == unit; });
                  REQUIRE(bar != top.end());
                  CHECK((*bar)[0] == std::to_string(rank.get<int>()));
                  if (node == "iii") CHECK(cell(all, unit, "排名") == (*bar)[0]);
              }) == 71);
    std::size_t of_total = 0;
    for_each_published("tier",
                       [&](const std::string& unit, const std::string& node, const std::string&, const Json& tier) {
                           if (node != "iii") return;
                           ++of_total;
                           CHECK(cell(all, unit, "梯队") == tiers[tier.get<std::size_t>() - 1]);
                       });
    CHECK(of_total == 36);
}

TEST_CASE("the page gives back the figures of the first 20 and the first 15", "[shipped]") {
    std::size_t figures = 0;
    for (const Json& fact : published()["facts"]) {
        if (fact["kind"] != "top") continue;
        INFO(fact["source"]);
        const Rows top = top_of(fact["node"]);
        CHECK(top.size() == (fact["node"] == "iii" ? 20 : 15));
        const Json& scores = fact["scores"];
        REQUIRE(scores.size() <= top.size());
        for (std::size_t i = 0; i < scores.size(); ++i) {
            CHECK(top[i][2] == printed(scores[i]));
            if (fact.contains("units")) CHECK(top[i][1] == name_of(fact["units"][i]));
        }
        ++figures;
    }
    CHECK(figures == 7);
}

TEST_CASE("the page's paragraphs name the cities of each tier as the report does", "[shipped]") {
    std::size_t facts = 0;
    for (const Json& fact : published()["facts"]) {
        if (fact["kind"] != "tier") continue;
        INFO(fact.dump());
        const auto [names, count] = tier_in_words(fact["node"], fact["tier"]);
        const bool is_complete = fact["complete"];
        const Json& units = fact["units"];
        if (fact.contains("count")) CHECK(count == fact["count"].get<std::size_t>());
        if (is_complete) CHECK(count == units.size());
        // A paragraph lists the first eight of a tier; the total's tiers stand in a table too.
        for (std::size_t i = 0; i < std::min<std::size_t>(units.size(), 8); ++i) {
            CHECK(std::find(names.begin(), names.end(), name_of(units[i])) != names.end());
        }
        ++facts;
    }
    CHECK(facts == 20);
    const Rows table = table_called("tiers");
    for (const Json& fact : published()["facts"]) {
        if (fact["kind"] != "tier" || fact["node"] != "iii") continue;
        std::string list;
        for (const Json& unit : fact["units"]) list += (list.empty() ? "" : "、") + name_of(unit);
        const Row& row = table[fact["tier"].get<std::size_t>()];
        CHECK(row[2] == std::to_string(fact["units"].size()));
        CHECK(row[3] == list);
    }
}

TEST_CASE("the radars of the report's pairs show the printed scores", "[shipped]") {
    for (const auto& pair : {std::pair("北京", "上海"), std::pair("杭州", "南京"), std::pair("重庆", "武汉")}) {
        const auto first = pair.first, second = pair.second;
        const std::string svg = written_by(
            {"iiindex", "chart", data, "-k", "radar", "--units", fmt::format("{},{}", first, second), "--lang", "zh"});
        CHECK(texts(svg, "text", "class=\"title\"").front().starts_with(fmt::format("2020 年{} VS {}", first, second)));
        std::size_t compared = 0;
        for_each_published(
            "score", [&](const std::string& unit, const std::string& node, const std::string&, const Json& score) {
                if (node == "iii" || (unit != first && unit != second)) return;
                const auto cells = texts(svg, "text", unit == first ? "class=\"cell-0\"" : "class=\"cell-1\"");
                REQUIRE(cells.size() == 5);
                const auto place =
                    std::find_if(nodes.begin(), nodes.end(), [&](const auto& one) { return one.first == node; });
                CHECK(cells[static_cast<std::size_t>(place - nodes.begin()) - 1] == printed(score));
                ++compared;
            });
        CHECK(compared == 10);
    }
}

TEST_CASE("the workbook gives back every printed score, rank and tier") {
    if (!is_installed("unzip")) return;
    const Workbook book(written_by({"iiindex", "compute", data, "--lang", "zh", "-f", "xlsx"}));
    CHECK(book.names() ==
          std::vector<std::string>{"梯队排名", "排名表", "二级指数得分", "指标得分", "指标体系与方法", "说明"});
    Rows ranking = book.sheet("排名表");
    REQUIRE(ranking.size() == 37);
    const std::string total = "中国城市工业互联网发展指数";
    CHECK(for_each_published("score", [&](const std::string& unit, const std::string& node, const std::string& title,
                                          const Json& score) {
              CHECK(with_digit(cell(ranking, unit, node == "iii" ? total : title)) == printed(score));
          }) == 120);
    for_each_published("rank",
                       [&](const std::string& unit, const std::string& node, const std::string&, const Json& rank) {
                           if (node == "iii") CHECK(cell(ranking, unit, "排名") == std::to_string(rank.get<int>()));
                       });
    for_each_published("tier",
                       [&](const std::string& unit, const std::string& node, const std::string&, const Json& tier) {
                           if (node == "iii") CHECK(cell(ranking, unit, "梯队") == tiers[tier.get<std::size_t>() - 1]);
                       });
    const Rows bands = book.sheet("梯队排名");
    for (const Json& fact : published()["facts"]) {
        if (fact["kind"] != "tier" || fact["node"] != "iii") continue;
        std::string list;
        for (const Json& unit : fact["units"]) list += (list.empty() ? "" : "、") + name_of(unit);
        CHECK(bands[fact["tier"].get<std::size_t>()].back() == list);
    }
}

TEST_CASE("the workbook has a sheet for each level, with a frozen head and typed numbers") {
    if (!is_installed("unzip")) return;
    const Workbook book(written_by({"iiindex", "compute", data, "--lang", "zh", "-f", "xlsx"}));
    const Row lead = {"排名", "梯队", "名称"};
    for (const auto& [name, scores] :
         {std::pair("排名表", 6U), std::pair("二级指数得分", 12U), std::pair("指标得分", 20U)}) {
        INFO(name);
        const Rows sheet = book.sheet(name);
        REQUIRE(sheet.size() == 37);
        CHECK(Row(sheet[0].begin(), sheet[0].begin() + 3) == lead);
        for (const Row& row : sheet) CHECK(row.size() == lead.size() + scores);
        const std::string markup = book.markup(name);
        CHECK(markup.find("state=\"frozen\"") != std::string::npos);
        CHECK(markup.find("<cols>") != std::string::npos);
        // Rank and scores are numbers, tier and name are texts.
        const std::string second = after(markup, "<row r=\"2\"", "</row>");
        std::size_t text_cells = 0;
        for (std::size_t at = 0; (at = second.find("t=\"s\"", at)) != std::string::npos; ++at) ++text_cells;
        CHECK(text_cells == 2);
    }
    const Rows method = book.sheet("指标体系与方法");
    CHECK(method.size() == 1 + 1 + 5 + 12 + 20);
    CHECK(method[0] == Row{"指标", "级别", "权重", "在总指数中的权重", "权重来源", "方向", "方法"});
    CHECK(method[2][0] == "  发展环境");
    CHECK(book.part("xl/charts/chart1.xml").find("1F3B57") != std::string::npos);
}
