#include "catch.hpp"

#include <iiindex/language.hpp>
#include <iiindex/problem.hpp>

using namespace iiindex;

TEST_CASE("a problem is shown with its line, a caret and a hint") {
    const Problem problem{{"data/2020.json", 41, 17},
                          "weight of 'policy' is -2, expected a number above 0",
                          "weights are relative to the siblings; give 1 for an equal share",
                          "      \"weight\": -2,",
                          2};
    CHECK(to_string(problem) ==
          "data/2020.json:41:17: error: weight of 'policy' is -2, expected a number above 0\n"
          "      \"weight\": -2,\n"
          "                ^~\n"
          "  hint: weights are relative to the siblings; give 1 for an equal share\n");
}

TEST_CASE("a problem of a file as a whole has no line") {
    CHECK(to_string({{"x.csv"}, "read as GB18030", {}, {}}, Severity::warning) == "x.csv: warning: read as GB18030\n");
}

TEST_CASE("the caret stands below wide characters, tabs and stand-ins") {
    CHECK(to_string({{"x", 1, 4}, "wrong", {}, "北京,abc", 3}) == "x:1:4: error: wrong\n北京,abc\n     ^~~\n");
    CHECK(to_string({{"x", 1, 1}, "wrong", {}, "北京,abc", 2}) == "x:1:1: error: wrong\n北京,abc\n^~~~\n");
    CHECK(to_string({{"x", 1, 3}, "wrong", {}, "a\tb", 1}) == "x:1:3: error: wrong\na       b\n        ^\n");
}

TEST_CASE("a fault behind the end of its line has a caret there") {
    CHECK(to_string({{"x", 1, 4}, "wrong", {}, "abc", 5}) == "x:1:4: error: wrong\nabc\n   ^\n");
}

TEST_CASE("control characters do not reach the terminal") {
    const auto text = to_string({{"x\x1b[31m", 1, 2}, "got '\x1b[2J'", "\x07", "a\x1b[31mb", 1});
    CHECK(text.find('\x1b') == text.npos);
    CHECK(text.find('\x07') == text.npos);
}

TEST_CASE("bytes that are no UTF-8 are shown as something else") {
    const auto text = to_string({{"x", 1, 2}, "wrong", {}, "a\xff", 1});
    CHECK(text.find('\xff') == text.npos);
}

TEST_CASE("a long line is cut around the fault") {
    const std::string line(300, 'a');
    CHECK(to_string({{"x", 1, 151}, "wrong", {}, line, 3}) ==
          "x:1:151: error: wrong\n…" + std::string(100, 'a') + "…\n" + std::string(61, ' ') + "^~~\n");
    CHECK(to_string({{"x", 1, 1}, "wrong", {}, line, 300}) ==
          "x:1:1: error: wrong\n" + std::string(100, 'a') + "…\n^" + std::string(99, '~') + "\n");
    CHECK(to_string({{"x", 1, 300}, "wrong", {}, line, 1}) ==
          "x:1:300: error: wrong\n…" + std::string(61, 'a') + "\n" + std::string(61, ' ') + "^\n");
}

TEST_CASE("a line whose beginning was not kept is aligned by its first column") {
    Problem problem{{"x", 1, 5003}, "wrong", {}, "abc", 1};
    problem.line_text_column = 5001;
    CHECK(to_string(problem) == "x:1:5003: error: wrong\n…abc\n   ^\n");
}

TEST_CASE("an error says in what() where and what its first problem is") {
    const InputError error({{{"x", 2, 3}, "wrong", {}, {}}, {{"x", 4, 5}, "worse", {}, {}}}, 7);
    CHECK(std::string(error.what()) == "x:2:3: wrong");
    CHECK(error.problems().size() == 2);
    CHECK(error.unlisted() == 7);
}

TEST_CASE("a misspelt word has a nearest one") {
    const std::vector<std::string_view> words = {"policies", "patents", "papers", "工业互联网"};
    CHECK(nearest("polices", words) == "policies");
    CHECK(nearest("PATENTS", words) == "patents");
    CHECK(nearest("paetnts", words) == "patents");  // neighbours swapped: one step
    CHECK(nearest("工业互连网", words) == "工业互联网");
    CHECK(nearest("weather", words).empty());
    CHECK(nearest("x", words).empty());
    CHECK(nearest("", words).empty());
    CHECK(did_you_mean("polices", words) == "did you mean 'policies'?");
    CHECK(did_you_mean("weather", words).empty());
}

TEST_CASE("a word of three letters is near at one step, not at two") {
    CHECK(nearest("abd", {"abc"}) == "abc");
    CHECK(nearest("add", {"abc"}).empty());
}

TEST_CASE("a message that quotes a whole file shows the two ends of it") {
    const std::string text = "got '" + std::string(100'000, 'x') + "北京'";
    const std::string shown = to_string({.where = {"f"}, .what = text, .remedy = text, .also = {text, text}});
    CHECK(shown.size() < 8000);
    CHECK(shown.find("error: got 'xxx") != std::string::npos);
    CHECK(shown.find("xxx … xxx") != std::string::npos);
    CHECK(shown.find("北京'\n") != std::string::npos);
}

TEST_CASE("problems that differ in what stands in Chinese quotes are of one kind") {
    const auto of = [](const std::string& name) { return Problem{{"f"}, "列“" + name + "”无法识别，已略去", {}, {}}; };
    const auto told = gathered({of("a"), of("it's"), of("所谓“好”"), of("半边“")});
    REQUIRE(told.size() == 1);
    CHECK(told.front().also == std::vector<std::string>{"“a”", "“it's”", "“所谓“好””", "“半边“”"});
}

TEST_CASE("problems that quote the same are told apart by what differs") {
    const auto told_of = [](const std::vector<std::string>& texts) {
        std::vector<Problem> all;
        for (const std::string& text : texts) all.push_back({{"f"}, text, {}, {}});
        const auto told = gathered(std::move(all));
        REQUIRE(told.size() == 1);
        return told.front().also;
    };
    using Labels = std::vector<std::string>;
    CHECK(told_of({"'b' is 5 in 2010", "'b' is 5 in 2011", "'b' is 5 in 2012"}) == Labels{"2010", "2011", "2012"});
    CHECK(told_of({"'b' is 5 in 2010", "'b' is 5 in 2011", "'c' is 5 in 2011"}) ==
          Labels{"'b' 2010", "'b' 2011", "'c' 2011"});
    CHECK(told_of({"2010 年“b”为 1.5", "2010 年“b”为 2.5", "2011 年“b”为 2.5"}) ==
          Labels{"2010 1.5", "2010 2.5", "2011 2.5"});
    CHECK(told_of({"no numbers", "no numbers", "no numbers"}).empty());
}

TEST_CASE("a problem is told in the language that is spoken") {
    speak(Language::zh);
    const auto text = to_string({{"x.csv", 3}, "没有数值", "请核对", {}});
    const auto guess = did_you_mean("wieght", {"weight"});
    speak(Language::en);
    CHECK(text == "x.csv:3: 错误：没有数值\n  提示：请核对\n");
    CHECK(guess == "是不是“weight”？");
}

TEST_CASE("problems are alike but for what they quote, in Chinese as in English") {
    const auto problems = [](std::string_view before, std::string_view after) {
        std::vector<Problem> all;
        for (const std::string_view name : {"a", "b", "c"})
            all.push_back({{"x.csv"}, std::string(before) + std::string(name) + std::string(after), {}, {}});
        return gathered(std::move(all));
    };
    const auto english = problems("unit '", "' has no value"), chinese = problems("单位“", "”没有数值");
    REQUIRE(english.size() == 1);
    REQUIRE(chinese.size() == 1);
    CHECK(english.front().also.size() + english.front().more == 3);
    CHECK(chinese.front().also == std::vector<std::string>{"“a”", "“b”", "“c”"});
}
