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

/// What a panel takes: its plot, what is right of it, each row, what is above and below.
struct PanelSize {
    double plot, right, row, head = 44, foot = 40;
};

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
