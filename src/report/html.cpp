#include "report/html.hpp"

#include <cstdint>

#include "text/escape.hpp"

namespace iiindex::detail {
namespace {

unsigned digit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

std::string base64(const std::vector<std::uint8_t>& bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) { return i + k < bytes.size() ? std::uint32_t{bytes[i + k]} : 0U; };
        const std::uint32_t three = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (std::size_t k = 0; k < 4; ++k) {
            text += i + k > bytes.size() ? '=' : letters[three >> (18 - 6 * k) & 63];
        }
    }
    return text;
}

}  // namespace

void Html::open(std::string_view element, Attributes attributes) {
    out_ += '<';
    out_ += element;
    for (const auto& [name, value] : attributes) {
        if (value.empty() && name == "class") continue;
        out_ += ' ';
        out_ += name;
        out_ += "=\"" + escape_xml(value) + "\"";
    }
    out_ += '>';
}

void Html::close(std::string_view element) {
    end(element);
    out_ += '\n';
}

void Html::end(std::string_view element) {
    out_ += "</";
    out_ += element;
    out_ += '>';
}

void Html::text(std::string_view text) { out_ += escape_xml(text); }

void Html::put(std::string_view element, std::string_view text, Attributes attributes) {
    open(element, attributes);
    out_ += escape_xml(text);
    close(element);
}

void put_table(Html& html, const HtmlTable& table, std::string_view css_class) {
    const auto class_of = [&](std::size_t i) {
        const std::string& own = table.columns[i].css_class;
        if (!table.columns[i].numeric) return own;
        return own.empty() ? std::string("n") : own + " n";
    };
    html.open("div", {{"class", "scroll"}});
    html.open("table", {{"class", css_class}});
    html.open("thead");
    html.open("tr");
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        html.open("th", {{"scope", "col"}, {"class", class_of(i)}});
        html.put("span", table.columns[i].title);
        html.close("th");
    }
    html.close("tr");
    html.close("thead");
    html.open("tbody");
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        html.open("tr", {{"class", table.row_classes.empty() ? "" : std::string_view(table.row_classes[row])}});
        for (std::size_t i = 0; i < table.rows[row].size(); ++i) {
            if (table.remarks.empty() || table.remarks[row][i].empty()) {
                html.put("td", table.rows[row][i], {{"class", class_of(i)}});
            } else {
                html.put("td", table.rows[row][i], {{"class", class_of(i) + " gap"}, {"title", table.remarks[row][i]}});
            }
        }
        html.close("tr");
    }
    html.close("tbody");
    html.close("table");
    html.close("div");
}

std::string policy_source(std::string_view hexadecimal) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hexadecimal.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(digit(hexadecimal[i]) << 4 | digit(hexadecimal[i + 1])));
    }
    return "'sha256-" + base64(bytes) + "'";
}

}  // namespace iiindex::detail
