#include "chart/svg.hpp"

#include <iiindex/number.hpp>

#include "text/escape.hpp"
#include "words/palette.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view fonts =
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Helvetica Neue', "
    "Arial, sans-serif";

}  // namespace

std::string coordinate(double number) { return shortest(round_half_up(number, 2)); }

Svg::Svg(double width, double height, std::string_view label) {
    const std::string box = "0 0 " + coordinate(width) + " " + coordinate(height);
    open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                 {"viewBox", box},
                 {"width", width},
                 {"height", height},
                 {"role", "img"},
                 {"aria-label", label},
                 {"font-family", fonts},
                 {"font-size", 13.0},
                 {"fill", ink}});
    rectangle(0, 0, width, height, {{"fill", paper}});
}

void Svg::start(std::string_view element, Attributes attributes) {
    out_ += '<';
    out_ += element;
    for (const auto& [name, value] : attributes) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        const auto* text = std::get_if<std::string_view>(&value);
        out_ += text ? escape_xml(*text) : coordinate(std::get<double>(value));
        out_ += '"';
    }
}

void Svg::draw(std::string_view element, Attributes attributes) {
    start(element, attributes);
    out_ += "/>\n";
}

void Svg::open(std::string_view element, Attributes attributes) {
    start(element, attributes);
    out_ += ">\n";
}

void Svg::close(std::string_view element) {
    out_ += "</";
    out_ += element;
    out_ += ">\n";
}

void Svg::text(double x, double y, std::string_view content, Attributes attributes) {
    start("text", attributes);
    out_ += " x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\">" + escape_xml(content) + "</text>\n";
}

void Svg::rectangle(double x, double y, double width, double height, Attributes attributes) {
    start("rect", attributes);
    out_ += " x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" width=\"" + coordinate(width) + "\" height=\"" +
            coordinate(height) + "\"/>\n";
}

void Svg::line(double x1, double y1, double x2, double y2, Attributes attributes) {
    start("line", attributes);
    out_ += " x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" +
            coordinate(y2) + "\"/>\n";
}

void Svg::circle(double x, double y, double radius, Attributes attributes) {
    start("circle", attributes);
    out_ += " cx=\"" + coordinate(x) + "\" cy=\"" + coordinate(y) + "\" r=\"" + coordinate(radius) + "\"/>\n";
}

std::string Svg::finish() && {
    close("svg");
    return std::move(out_);
}

}  // namespace iiindex::detail
