#include "catch.hpp"

#include <fmt/format.h>

#include "load/table/encoding.hpp"
#include "problems_of.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

std::string decoded(const Source& source, const std::string& forced = {}, Fallback fallback = Fallback::gb18030) {
    std::vector<Problem> warnings;
    const Decoded text = decode(source, forced, fallback, warnings);
    return std::string(text.characters()) + text_of(warnings, Severity::warning);
}

std::string refused(const Source& source, const std::string& forced = {}, Fallback fallback = Fallback::gb18030) {
    return problems_of([&] { decoded(source, forced, fallback); });
}

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (const int value : values) text += static_cast<char>(value);
    return text;
}

}  // namespace

TEST_CASE("UTF-8 is taken as it is, without a copy") {
    const Source source{"x.csv", "code,名称\n"};
    std::vector<Problem> warnings;
    const auto text = decode(source, {}, Fallback::gb18030, warnings);
    CHECK(text.characters().data() == source.bytes.view().data());
    CHECK(warnings.empty());
}

TEST_CASE("a byte order mark is no part of the text") {
    CHECK(decoded({"x.csv",
                   "\xEF\xBB\xBF"
                   "a,b"}) == "a,b");
    CHECK(decoded({"x.csv",
                   "\xEF\xBB\xBF"
                   "a,b"},
                  "utf-8") == "a,b");
}

TEST_CASE("what is no UTF-8 is read as GB18030, and it is said") {
    CHECK(decoded({"data/x.csv", "\xB1\xB1\xBE\xA9"}) == "北京data/x.csv: warning: read as GB18030\n");
    CHECK(decoded({"data/x.csv", "\xB1\xB1\xBE\xA9"}, "gbk") == "北京data/x.csv: warning: read as GB18030\n");
    // Tables with few characters, of which some are no frequent ones elsewhere.
    CHECK(decoded({"x.csv", "expert,\xC2\xCC\xC9\xAB,\xB9\xB2\xCF\xED\nLi,1,2\n"}) ==
          "expert,绿色,共享\nLi,1,2\nx.csv: warning: read as GB18030\n");
    CHECK(decoded({"x.csv", "\xBF\xED\xB4\xF8,\xB4\xFB\xBF\xEE\n1,2\n"}) ==
          "宽带,贷款\n1,2\nx.csv: warning: read as GB18030\n");
}

TEST_CASE("what in GB18030 is no plausible Chinese text is refused, with what it may be") {
    const auto check = [](const std::string& text, const std::string& reading) {
        const std::string said = refused({"x.csv", "name\n" + text + ",1\n"});
        CAPTURE(said);
        CHECK(said.find("is no UTF-8, and") != said.npos);
        CHECK(said.find("say --encoding NAME with the one that reads it rightly: ") != said.npos);
        CHECK(said.find(reading) != said.npos);
    };
    check(
        "Cura\xE7"
        "ao\nT\xFCrkiye",
        "windows-1252 'Curaçao'");
    check("\xCC\xEE\xF1\xEA\xE2\xE0", "windows-1251 'Москва'");
    check("\xBB\x4F\xA5\x5F\xA5\xAB", "big5 '臺北市'");
    check("\x93\x8C\x8B\x9E\x93s", "shift_jis '東京都'");
    check("\xBC\xAD\xBF\xEF", "euc-kr '서울'");
    CHECK(decoded({"x.csv",
                   "Cura\xE7"
                   "ao"},
                  "windows-1252") == "Curaçaox.csv: warning: read as windows-1252\n");
    CHECK(decoded({"x.csv", "\xBC\xAD\xBF\xEF"}, "EUC-KR") == "서울x.csv: warning: read as EUC-KR\n");
    CHECK(decoded({"x.csv", "ab"}, "windows-1252") == "abx.csv: warning: read as windows-1252\n");
}

TEST_CASE("an encoding has a name that the system knows") {
    for (const std::string name : {"utf-8", "UTF8", "gbk", "windows-1252", "EUC-KR", "Big5", "iso-8859-15"}) {
        CHECK(is_encoding(name));
    }
    for (const std::string name : {"", "windows-125", "utf-8//IGNORE", "a b"}) CHECK(!is_encoding(name));
    for (const std::string_view name : common_encodings()) CHECK(is_encoding(std::string(name)));
}

TEST_CASE("UTF-16 is read by its byte order mark, when asked for, or where nothing else can be meant") {
    CHECK(decoded({"x.csv", bytes({0xFF, 0xFE, 'a', 0, 0x17, 0x53})}) == "a北x.csv: warning: read as UTF-16LE\n");
    CHECK(decoded({"x.csv", bytes({0xFE, 0xFF, 0, 'a', 0x53, 0x17})}) == "a北x.csv: warning: read as UTF-16BE\n");
    CHECK(decoded({"x.csv", bytes({'a', 0, 0x17, 0x53})}, "utf-16le") == "a北x.csv: warning: read as utf-16le\n");
    CHECK(decoded({"x.csv", bytes({'a', 0, ',', 0, 0x00, 0x4E, '\n', 0, '1', 0, ',', 0, '2', 0, '\n', 0})}) ==
          "a,一\n1,2\nx.csv: warning: read as UTF-16LE\n");
    CHECK(decoded({"x.csv", bytes({0, 'a', 0, ',', 0x53, 0x17, 0, '\n'})}) ==
          "a,北\nx.csv: warning: read as UTF-16BE\n");
    CHECK(decoded({"x.csv", bytes({0xFF, 0xFE, 0, 0, 'a', 0, 0, 0})}) == "ax.csv: warning: read as UTF-32LE\n");
}

TEST_CASE("zero bytes that are no UTF-16 are refused") {
    CHECK(refused({"x.csv", bytes({'a', 0, 'b', 0, 'c'})}) ==
          "x.csv:1:2: error: a zero byte, expected text\n"
          "a␀b␀c\n"
          " ^\n"
          "  hint: for UTF-16 without a byte order mark, say --encoding utf-16le\n");
    CHECK(refused({"x.csv", bytes({'a', 0, 0, 0, 'b', 0})}).find("a zero byte") != std::string::npos);
}

TEST_CASE("half a character of UTF-16 is refused") {
    CHECK(refused({"x.csv", bytes({'a', 0, 0x17})}, "utf-16le") ==
          "x.csv:1:2: error: '\\x17' is no utf-16le\na\n ^\n"
          "  hint: --encoding says which encoding a file is in\n");
    CHECK(refused({"x.csv", bytes({'a', 0, 0x00, 0xD8, 'b', 0})}, "utf-16le") ==
          "x.csv:1:2: error: '\\x00\\xd8' is no utf-16le\na\n ^\n"
          "  hint: --encoding says which encoding a file is in\n");
}

TEST_CASE("what is neither UTF-8 nor GB18030 is refused at its first bad byte of UTF-8") {
    const auto text = refused({"x.csv", "ab\nc\xFF\xFF"});
    CHECK(text.find("x.csv:2:2: error: '\\xff' is no UTF-8, and the file is no GB18030 either\n") == 0);
    CHECK(text.find("  hint: say --encoding NAME with the one that reads it rightly: windows-1252 'cÿÿ'") != text.npos);
}

TEST_CASE("an encoding that was asked for is held to") {
    CHECK(refused({"x.csv", "ab\nc\xB1\xB1"}, "utf-8").find("x.csv:2:2: error: '\\xb1' is no UTF-8\n") == 0);
    CHECK(refused({"x.csv", "ab\nc\xFF"}, "gb18030").find("x.csv:2:2: error: '\\xff' is no GB18030\n") == 0);
}

TEST_CASE("JSON does not fall back to GB18030") {
    CHECK(refused({"x.json", "{\"a\": \"\xB1\xB1\"}"}, {}, Fallback::none)
              .find("x.json:1:8: error: '\\xb1' is no UTF-8, and JSON must be\n") == 0);
}

TEST_CASE("workbooks are told from text") {
    CHECK(refused({"x.csv", "PK\x03\x04..."}) ==
          "x.csv: error: a workbook, expected text\n  hint: save the sheet as CSV in UTF-8\n");
}

TEST_CASE("a byte that is no plain text is found wherever it stands in a long one") {
    for (std::size_t at = 0; at < 1000; at += 37) {
        std::string text = "code,policies\n" + std::string(1000, '1') + "\n";
        text[14 + at] = '\0';
        CAPTURE(at);
        CHECK(refused({"x.csv", text}).find(fmt::format("x.csv:2:{}: error: a zero byte, expected text\n", at + 1)) ==
              0);
        text[14 + at] = '\xFF';
        CHECK(find_bad_utf8(text) == 14 + at);
    }
}

TEST_CASE("UTF-8 is checked strictly") {
    const auto bad = [](std::string_view text) { return find_bad_utf8(text); };
    CHECK(!bad("plain ascii, longer than eight bytes"));
    CHECK(!bad("北京 é 😀 \U0010FFFF \uD7FF \uE000"));
    CHECK(bad("ok \xC0\xAF") == 3u);       // overlong '/'
    CHECK(bad("\xE0\x80\xAF") == 0u);      // overlong
    CHECK(bad("\xF0\x80\x80\xAF") == 0u);  // overlong
    CHECK(bad("\xED\xA0\x80") == 0u);      // a surrogate
    CHECK(bad("\xF4\x90\x80\x80") == 0u);  // above U+10FFFF
    CHECK(bad("\xF5\x80\x80\x80") == 0u);
    CHECK(bad("\x80") == 0u);              // a continuation alone
    CHECK(bad("12345678\xE5\x8C") == 8u);  // cut short
    CHECK(bad("1234567\xFF") == 7u);
}
