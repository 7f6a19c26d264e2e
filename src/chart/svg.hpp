#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace iiindex::detail {

/// An SVG drawing in the making. Texts and attributes are escaped as they are written, so that no name can be
/// markup; numbers are written with at most two decimals, so that the same drawing is the same bytes.
class Svg {
public:
    using Value = std::variant<std::string_view, double>;
    using Attributes = std::initializer_list<std::pair<std::string_view, Value>>;

    /// `label` says what the drawing shows to those who cannot see it.
    Svg(double width, double height, std::string_view label);

    void draw(std::string_view element, Attributes attributes);
    void text(double x, double y, std::string_view content, Attributes attributes = {});
    void rectangle(double x, double y, double width, double height, Attributes attributes = {});
    void line(double x1, double y1, double x2, double y2, Attributes attributes = {});
    void circle(double x, double y, double radius, Attributes attributes = {});

    void open(std::string_view element, Attributes attributes = {});
    void close(std::string_view element);

    /// The whole drawing, ended by a line end.
    std::string finish() &&;

private:
    void start(std::string_view element, Attributes attributes);

    std::string out_;
};

/// A number with at most two decimals.
std::string coordinate(double number);

}  // namespace iiindex::detail
