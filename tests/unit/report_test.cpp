#include "catch.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/named.hpp>
#include <iiindex/number.hpp>
#include <iiindex/report.hpp>

#include "paths.hpp"
#include "report/assets.hpp"
#include "report/html.hpp"
#include "unit/two_years.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

const Result& report_2020() {
    static const Result result = [] {
        Input input = load_dataset(read_source(IIINDEX_SOURCE "/data/2020.json")).value;
        return compute(std::move(input.index), std::move(input.data));
    }();
    return result;
}

std::string page_of(Language language) {
    return report({.result = &report_2020()}, {.language = language, .period = 0});
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    REQUIRE(begin != std::string::npos);
    return text.substr(begin, text.find(to, begin) - begin);
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("no page has a character that XML has no place for") {
    Result result = report_2020();
    TextColumn& names = result.data.units.names;
    const TextColumn others = std::exchange(names, {});
    names.push_back("北\uFFFF京\x01");
    while (names.size() < others.size()) names.push_back(others[names.size()]);
    const std::string page = report({.result = &result}, {.language = Language::zh, .period = 0});
    CHECK(page.find("北\uFFFD京\uFFFD") != std::string::npos);
    CHECK(page.find("\uFFFF") == std::string::npos);
}

TEST_CASE("the report's appendix is the printed one") {
    const std::string appendix = between(page_of(Language::zh), "id=\"appendix\"", "</section>");
    CHECK(count_of(appendix, "<tr>") == 21);
    std::size_t compared = 0;
    for (const Published& published :
         load_dataset(read_source(IIINDEX_SOURCE "/data/2020.json")).value.published.figures) {
        const Node& node = report_2020().index.nodes[published.node];
        if (!published.score || node.level > 1) continue;
        const std::string name(report_2020().data.units.name(published.row, Language::zh));
        if (appendix.find("<td>" + name + "</td>") == std::string::npos) continue;
        const std::string row = between(appendix, "<td>" + name + "</td>", "</tr>");
        INFO(name << " " << node.code);
        CHECK(row.find(">" + fixed(*published.score, 1) + "</td>") != std::string::npos);
        ++compared;
    }
    CHECK(compared >= 120);
}

TEST_CASE("the report names the first three of each primary index as the printed one does") {
    const std::string primary = between(page_of(Language::zh), "id=\"primary\"", "</section>");
    CHECK(primary.find("TOP3 分别为北京（85.6）、杭州（82.5）和上海（82.4）") != std::string::npos);
    CHECK(primary.find("TOP3 分别为北京（99.0）、上海（73.5）和杭州（65.6）") != std::string::npos);
    CHECK(primary.find("TOP3 分别为北京（96.5）、上海（83.3）和武汉（63.2）") != std::string::npos);
    CHECK(primary.find("TOP3 分别为深圳（85.0）、北京（80.3）和上海（69.8）") != std::string::npos);
    CHECK(primary.find("TOP3 分别为北京（87.0）、上海（81.7）和深圳（81.0）") != std::string::npos);
}

TEST_CASE("the report's tiers are the printed ones") {
    const std::string total = between(page_of(Language::zh), "id=\"total\"", "</section>");
    CHECK(total.find("北京、上海、深圳三座城市处于第一梯队") != std::string::npos);
    CHECK(total.find("<td>北京、上海、深圳</td>") != std::string::npos);
    CHECK(total.find("<td>杭州、广州、南京、武汉、济南、重庆、西安、苏州、青岛、成都</td>") != std::string::npos);
    CHECK(total.find("<td>天津、长沙、郑州、福州、合肥、厦门、沈阳、昆明</td>") != std::string::npos);
}

TEST_CASE("a page asks for nothing from outside and allows only its own style and script") {
    for (const Language language : {Language::zh, Language::en}) {
        const std::string page = page_of(language);
        CHECK(page.find("default-src &#39;none&#39;") != std::string::npos);
        CHECK(page.find("unsafe-") == std::string::npos);
        CHECK(count_of(page, "<script") == 2);  // data and what reads them
        CHECK(count_of(page, "<style") == 1);
        for (const char* const outside : {" src=", "<link", "<img", "@import", "url(", " style=", " onclick="}) {
            INFO(outside);
            CHECK(page.find(outside) == std::string::npos);
        }
        CHECK(count_of(page, "http") == count_of(page, "http://www.w3.org/2000/svg") + count_of(page, "http-equiv"));
    }
}

TEST_CASE("the source of a policy is the digest in base64") {
    // SHA-256 of the empty text.
    CHECK(policy_source("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") ==
          "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

TEST_CASE("a hostile name is text on the page") {
    Input input = load_dataset({"x.json", R"({"format": "iiindex/dataset/1", "note": "<b>note</b>", "index":
        {"format": "iiindex/index/1", "code": "x", "name": "<script>alert(0)</script>", "tiers": {"cuts": [50]},
         "children": [{"code": "p", "name": "\"><img src=x onerror=alert(1)>"}, {"code": "q", "name": "Q"},
                      {"code": "r", "name": "R"}]},
        "units": [{"code": "a", "name": "</td><script>alert(2)</script>", "values": {"p": 1, "q": 2, "r": 3}},
                  {"code": "b", "name": "'\" onload='alert(3)'", "values": {"p": 3, "q": 1, "r": 1}}]})"})
                      .value;
    const Result result = compute(std::move(input.index), std::move(input.data));
    const std::string page = report({.result = &result}, {.language = Language::en, .period = 0});
    CHECK(count_of(page, "<script") == 2);  // data and what reads them
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(2)&lt;/script&gt;") != std::string::npos);
    CHECK(page.find(" onload='") == std::string::npos);
}

TEST_CASE("a page says what each method does that it names, once, in its own language") {
    const std::string page = page_of(Language::zh);
    CHECK(count_of(page, "arithmetic：加权算术平均") == 1);
    CHECK(count_of(page, "min-max：在最差值与最好值之间") == 1);
    CHECK(page_of(Language::en).find("arithmetic: weighted arithmetic mean") != std::string::npos);
}

TEST_CASE("what is not known has no section") {
    const std::string page = page_of(Language::en);
    CHECK(page.find("id=\"changes\"") == std::string::npos);
    CHECK(page.find("id=\"intervals\"") == std::string::npos);
    const Input before = year_of("2020", "[" + unit_of("a", 10, 9, 8) + "," + unit_of("b", 0, 1, 2) + "]");
    const Input after = year_of("2021", "[" + unit_of("a", 8, 9, 8) + "," + unit_of("b", 9, 1, 2) + "]");
    const Changes changes = change(before, after, 0);
    const std::vector<RankInterval> intervals = {{0, 1, 1, 2}, {1, 2, 1, 2}};
    const std::string full = report({.result = &changes.after, .changes = &changes, .intervals = intervals},
                                    {.language = Language::en, .period = 0});
    CHECK(full.find("id=\"changes\"") != std::string::npos);
    CHECK(full.find("id=\"intervals\"") != std::string::npos);
}

TEST_CASE("a panel's weights stand on the page with who judged, and whether they count there") {
    const auto page = [](const std::string& expert, const std::string& weights) {
        const Index index =
            load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
            {"code": "a", "name": "<b>A", "weight": )" +
                                      weights + R"(}, {"code": "b", "name": "B"}]})"})
                .value;
        Input input = load_dataset({"v.csv", "name,a,b\nx,1,2\ny,2,1\n"}, index).value;
        const Result result = compute(std::move(input.index), std::move(input.data));
        JudgedWeights judged;
        judged.panel =
            load_judgements({{"p.csv", "expert,a,b\n" + expert + ",60,40\nq,80,20\n"}}, index, JudgementKind::budget)
                .value;
        judged.weights = panel_weights(index, judged.panel, judged.options);
        return between(report({.result = &result, .experts = &judged}, {.language = Language::en, .period = 0}),
                       "id=\"experts\"", "</section>");
    };
    const std::string own = page("<script>", "1");
    CHECK(own.find("These weights are judged by experts: a panel of 2 experts. The scores on this page are computed "
                   "with the index&#39;s own weights, not with these.") != std::string::npos);
    CHECK(own.find("Weights of the children of T: 2 experts, points shared out") != std::string::npos);
    CHECK(own.find("<svg") != std::string::npos);
    CHECK(own.find("Kendall&#39;s W") != std::string::npos);
    CHECK(own.find("<td class=\"n\">0.7000</td>") != std::string::npos);
    CHECK(own.find("<b>A") == std::string::npos);
    CHECK(own.find("<script>") == std::string::npos);
    CHECK(page("p", "0.7, \"weight_origin\": \"experts\"").find("computed with the index&#39;s own") !=
          std::string::npos);
    CHECK(page("p", "2.3333333333333335").find("The scores on this page are computed with them.") != std::string::npos);
}

TEST_CASE("pairs are told in sentences made from the numbers") {
    const Period& period = report_2020().data.periods[0];
    const auto row = [&](std::string_view code) { return *report_2020().data.find(period, code); };
    const auto page = [&](Language language) {
        return report(
            {.result = &report_2020(), .pairs = {{row("beijing"), row("shanghai")}, {row("hangzhou"), row("nanjing")}}},
            {.language = language, .period = 0});
    };
    const std::string zh = between(page(Language::zh), "id=\"pairs\"", "</section>");
    CHECK(zh.find("全部 5 个一级指数均领先于上海，其中资金支持（高 25.6）和研发能力（高 13.2）领先最为明显") !=
          std::string::npos);
    CHECK(zh.find("杭州的总指数领先于南京") != std::string::npos);
    const std::string en = between(page(Language::en), "id=\"pairs\"", "</section>");
    CHECK(en.find("Beijing leads Shanghai in the total (by 11.8) and in all 5 primary indices") != std::string::npos);
}

TEST_CASE("the author's words stand where their headings say, as text") {
    const Index& index = report_2020().index;
    const auto texts = author_texts({"words.md",
                                     "# 总指数\n第一段<b>\n接着。\n\n## R&D capability (after)\n- *one*\n- "
                                     "[x](https://a.b/?c&d) [y](javascript:z)\n"},
                                    index, Language::zh);
    REQUIRE(texts.size() == 2);
    CHECK(texts[0].part == "total");
    CHECK(texts[1].part == "node-research");
    CHECK(texts[1].where == AuthorText::Where::after);
    const std::string page =
        report({.result = &report_2020(), .texts = texts}, {.language = Language::zh, .period = 0});
    CHECK(page.find("<p>第一段&lt;b&gt; 接着。</p>") != std::string::npos);
    CHECK(page.find("<li><em>one</em></li>") != std::string::npos);
    CHECK(page.find("<a href=\"https://a.b/?c&amp;d\" rel=\"noreferrer\">x</a> [y](javascript:z)") !=
          std::string::npos);
}

TEST_CASE("a heading that names no part of the page is refused with what there is, and where") {
    const auto problems = [](const std::string& text) {
        try {
            author_texts({"words.md", text}, report_2020().index, Language::zh);
        } catch (const InputError& error) {
            return error.problems();
        }
        return std::vector<Problem>();
    };
    const auto found = problems("words\n# 总指数\n# 总指敎\n# Zebra\n");
    REQUIRE(found.size() == 3);
    CHECK(found[0].where.line == 1);
    CHECK(found[1].where.line == 3);
    CHECK(found[1].remedy.find("总指数") != std::string::npos);
    CHECK(found[2].where.line == 4);
    CHECK(problems("\xff").size() == 1);
}

TEST_CASE("a page that cannot compute a node anew says why and offers no weights") {
    Input input = load_dataset(read_source(IIINDEX_SOURCE "/data/2020.json")).value;
    input.index.nodes[0].aggregation.method = find_named(aggregation_methods(), "copeland");
    const Result result = compute(std::move(input.index), std::move(input.data));
    const std::string own =
        between(report({.result = &result}, {.language = Language::en, .period = 0}), "id=\"own\"", "</section>");
    CHECK(own.find("class=\"weights\"") == std::string::npos);
    CHECK(own.find("is combined by &#39;copeland&#39;") != std::string::npos);
}
