#include "load/xlsx/strings.hpp"

#include "ground/catalogue.hpp"
#include "load/text.hpp"
#include "load/xlsx/xml.hpp"
#include "text/ascii.hpp"

namespace iiindex::detail {

namespace {

/// Digits as those of footnotes and powers: a number with a footnote must not become another number.
std::string raised(std::string_view text) {
    constexpr std::string_view digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string all;
    for (const char c : text) {
        if (is_digit(c))
            all += digits[c - '0'];
        else
            all += c;
    }
    return all;
}

/// Digits with a stroke through each: what was struck out must not stand before the number that took its place.
std::string struck(std::string_view text) {
    std::string all;
    for (const char c : text) {
        all += c;
        if (is_digit(c)) all += "\u0336";
    }
    return all;
}

bool is_struck(const pugi::xml_node& properties) {
    const pugi::xml_node strike = child_named(properties, "strike");
    const std::string_view said = attribute_named(strike, "val");
    return strike && said != "0" && said != "false";
}

std::string text_of_run(const pugi::xml_node& run) {
    const std::string text = child_named(run, "t").text().get();
    if (is_struck(child_named(run, "rPr"))) return struck(text);
    const auto position = attribute_named(child_named(child_named(run, "rPr"), "vertAlign"), "val");
    return std::string_view(position) == "superscript" ? raised(text) : text;
}

}  // namespace

std::string string_text(const pugi::xml_node& string) {
    std::string text;
    for (const auto& child : string.children()) {
        if (local_name(child.name()) == "t") text += child.text().get();
        if (local_name(child.name()) == "r") text += text_of_run(child);
    }
    return unescaped(text);
}

std::vector<std::string> read_strings(const Package& package, const std::string& part) {
    constexpr std::size_t most = std::size_t{1} << 25;  // of the cells of a table, if all had texts of their own
    std::vector<std::string> strings;
    for_elements(
        package, part, package.read(part), [](std::string_view name) { return name == "si"; },
        [&](const pugi::xml_node& string) {
            if (strings.size() == most) {
                refuse(package.file(), said("a workbook of more than {} texts", most),
                       said("save the sheet alone, or as CSV in UTF-8"));
            }
            strings.push_back(string_text(string));
        });
    return strings;
}

}  // namespace iiindex::detail
