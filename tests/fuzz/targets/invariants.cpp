#include "invariants.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "text/utf8.hpp"

namespace iiindex::fuzz {
namespace {

/// UTF-8 without a control character but the end of a line.
bool is_showable(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto character = detail::first_character(text.substr(at));
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return false;
        if (character.bytes == 1 && byte >= 0x80) return false;
        at += character.bytes;
    }
    return true;
}

bool is_void(std::string_view tag) {
    static constexpr std::string_view tags[] = {"meta", "link", "br", "hr", "input", "img", "col", "wbr"};
    return std::find(std::begin(tags), std::end(tags), tag) != std::end(tags);
}

/// Whether an attribute of a drawing holds numbers, and no words that may say anything.
bool holds_numbers(std::string_view attribute) {
    static constexpr std::string_view names =
        " x y x1 y1 x2 y2 width height r rx cx cy d points viewBox transform stroke-width stroke-dasharray font-size "
        "fill-opacity data-x data-y data-radius data-low data-high ";
    return names.find(" " + std::string(attribute) + " ") != names.npos;
}

void require_numbers(const pugi::xml_node& element) {
    for (const pugi::xml_attribute& attribute : element.attributes()) {
        if (!holds_numbers(attribute.name())) continue;
        for (const std::string_view none : {"nan", "inf"}) {
            require(std::string_view(attribute.value()).find(none) == std::string_view::npos,
                    "a number that is none in a drawing");
        }
    }
    for (const pugi::xml_node& child : element.children()) require_numbers(child);
}

}  // namespace

void require(bool holds, std::string_view what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

void require_shown(const InputError& error) {
    require(!error.problems().empty(), "an input is refused for a reason");
    for (const Problem& problem : error.problems()) {
        require(!problem.what.empty(), "a problem says what it is");
        require(is_showable(to_string(problem)), "a message is text that can be shown");
    }
}

void require_finite(const Columns& columns) {
    for (std::size_t i = 0; i < columns.columns(); ++i) {
        for (const double number : columns.column(i)) {
            require(is_missing(number) || std::isfinite(number), "numbers are finite");
        }
    }
}

void require_sound(const Input& input) {
    const auto& [index, data, published] = input;
    const std::size_t rows = data.units.size();
    require_finite(data.values);
    require_finite(data.inputs);
    std::size_t next = 0;
    for (const Period& period : data.periods) {
        require(period.first == next, "periods follow each other");
        next = period.end();
    }
    require(next == rows && data.values.rows() == rows, "each row is in a period");
    require(data.values.columns() == index.indicators.size(), "each indicator has a column");
    for (const Grouping& grouping : data.units.groupings)
        require(grouping.group_of.size() == rows, "each row may have a group");
    for (const Published& figure : published.figures) {
        require(figure.row < rows && figure.node < index.nodes.size(), "a printed figure is of something");
    }
}

void require_json(std::string_view text) { require(nlohmann::json::accept(text), "JSON is well-formed"); }

void require_xml(std::string_view text) {
    pugi::xml_document document;
    require(static_cast<bool>(document.load_buffer(text.data(), text.size())), "XML is well-formed");
    require_numbers(document);
}

void require_html(std::string_view text) {
    std::vector<std::string_view> open;
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
        const std::size_t end = text.find('>', at);
        require(end != std::string_view::npos, "a tag ends");
        std::string_view tag = text.substr(at + 1, end - at - 1);
        at = end + 1;
        if (tag.starts_with('!')) continue;
        const bool closes = tag.starts_with('/');
        if (closes) tag.remove_prefix(1);
        const bool is_whole = tag.ends_with('/');
        const std::string_view name = tag.substr(0, tag.find_first_of(" \n/"));
        if (closes) {
            require(!open.empty() && open.back() == name, "tags close in order");
            open.pop_back();
        } else if (!is_whole && !is_void(name)) {
            open.push_back(name);
        }
        if (closes || (name != "script" && name != "style" && name != "svg")) continue;
        const std::size_t close = text.find(std::string("</") + std::string(name), at);
        require(close != std::string_view::npos, "script, style and drawing end");
        const std::string_view content = text.substr(at, close - at);
        if (name == "svg") {
            require_xml("<" + std::string(tag) + ">" + std::string(content) + "</svg>");
            continue;
        }
        if (tag.find("application/json") != std::string_view::npos) require_json(content);
        at = close;  // its text is no markup
    }
    require(open.empty(), "each tag is closed");
}

}  // namespace iiindex::fuzz
