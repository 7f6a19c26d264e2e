#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "ground/catalogue.hpp"
#include "ground/catalogue_bytes.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

/// Speaks a language, and then English again.
struct Speaking {
    explicit Speaking(Language language) { speak(language); }
    ~Speaking() { speak(Language::en); }
    Speaking(const Speaking&) = delete;
    Speaking& operator=(const Speaking&) = delete;
};

/// The originals of the catalogue that the program has in it, and their translations.
std::vector<std::pair<std::string_view, std::string_view>> all_texts() {
    const std::string_view bytes = chinese_catalogue();
    const auto number = [&](std::size_t at) {
        std::size_t value = 0;
        for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
        return value;
    };
    const auto text = [&](std::size_t table, std::size_t i) {
        return bytes.substr(number(table + 8 * i + 4), number(table + 8 * i));
    };
    std::vector<std::pair<std::string_view, std::string_view>> texts;
    for (std::size_t i = 0; i < number(8); ++i) texts.emplace_back(text(number(12), i), text(number(16), i));
    return texts;
}

/// The places of a text by number or name, with what is said of their form: "{} {}" and "{1} {0}" have the same.
std::set<std::string> places(std::string_view text) {
    std::set<std::string> found;
    std::size_t next = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_brace = text[at] == '{' || text[at] == '}';
        if (is_brace && text.substr(at, 2) == std::string(2, text[at])) {
            ++at;  // stands for itself
        } else if (text[at] == '{') {
            const std::size_t end = text.find('}', at);
            const std::string place(text.substr(at + 1, end - at - 1));
            const bool has_name = !place.empty() && place.front() != ':';
            found.insert(has_name ? place : std::to_string(next++) + place);
            at = end;
        }
    }
    return found;
}

/// Whether a sentence says other things in the two languages, each out of all that its places are filled with: those of
/// the page's words on tiers and on what a node is made up of, which the golden pages show in both.
bool differs_in_places(std::string_view original) {
    return original.ends_with("{0} is made up of {1}") || original == "{0} ({1}): {2}" ||
           original == "{0} ({1}, {3}): {2}";
}

}  // namespace

TEST_CASE("every translation has the places of its original") {
    CHECK(places("{} is {:.1f}") == places("{1:.1f}：{0}"));
    CHECK(places("{} of {}") != places("{}"));
    CHECK(places("{{}}").empty());
    const auto texts = all_texts();
    REQUIRE(texts.size() > 100);
    for (const auto& [original, translation] : texts) {
        if (original.empty()) continue;  // what the catalogue says of itself
        INFO(original << "\n" << translation);
        if (!differs_in_places(original)) CHECK(places(original) == places(translation));
    }
}

TEST_CASE("a text is said in the language that is spoken, and in English where the catalogue has nothing") {
    CHECK(said("{} units", 3) == "3 units");
    const Speaking chinese(Language::zh);
    CHECK(said("{} units", 3) == "3 个");
    CHECK(said("no such text of {}", 3) == "no such text of 3");
    CHECK(worded(Language::en, "{} units", 3) == "3 units");
}
