#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "chart/svg.hpp"
#include "words/palette.hpp"

namespace iiindex::detail {

/// How wide the column of names is whose longest takes so many of a terminal's columns.
inline double names_width(std::size_t longest) {
    constexpr double column_width = 7.4;
    return 40 + std::ceil(column_width * static_cast<double>(longest));
}

/// Panels that stand one below the other, with a key below the last. A panel knows its bottom and draws itself.
template <class Panel>
std::string drawn(const std::vector<Panel>& panels, double width, const std::string& key) {
    const double bottom = panels.empty() ? 0 : panels.back().bottom();
    Svg svg(width, bottom + 28, key);
    for (const Panel& panel : panels) panel.draw(svg);
    svg.text(16, bottom + 12, key, {{"fill", muted}});
    return std::move(svg).finish();
}

}  // namespace iiindex::detail
