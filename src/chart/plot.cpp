#include "chart/plot.hpp"

#include <algorithm>

namespace iiindex::detail {
namespace {

constexpr double numbers_left = 44;   ///< the room of the numbers on the axis that goes up
constexpr double name_room = 18;      ///< of the name of that axis
constexpr double numbers_below = 38;  ///< of the other's numbers and its name

}  // namespace

Range range_of(const std::vector<double>& numbers) {
    if (numbers.empty()) return {0, 1};
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    return {*least, *most};
}

Plot::Plot(const ChartInput& input, const ChartOptions& options, std::string_view title, double above,
           const Range& across, const Range& up, double up_step)
    : height_(body_height(input, options, title, 0.62 * options.width, above + name_room + numbers_below)),
      sheet_(input, options, title, above + name_room + height_ + numbers_below),
      top_(sheet_.top() + above + name_room),
      bottom_(top_ + height_),
      across_(across.low, across.high, sheet_.left() + numbers_left, sheet_.right() - 12),
      up_(up.low, up.high, bottom_, top_, Axis::Ends::rounded, up_step) {}

void Plot::draw_axes(const std::string& across, const std::string& up, double name_above) {
    const double left = sheet_.left() + numbers_left, right = sheet_.right() - 12;
    for (const double tick : up_.ticks()) {
        svg().line(left, y(tick), right, y(tick), {{"stroke", faint}});
        svg().text(left - 6, y(tick) + 4, tick_words(tick),
                   {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "end"}});
    }
    for (const double tick : across_.ticks()) {
        svg().line(x(tick), top_, x(tick), bottom_, {{"stroke", faint}});
        svg().text(x(tick), bottom_ + 15, tick_words(tick),
                   {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    }
    svg().text(sheet_.left(), top_ - name_above, shortened(up, right - sheet_.left(), 12),
               {{"font-size", 12.0}, {"fill", muted}});
    svg().text(right, bottom_ + 32, shortened(across, right - left, 12),
               {{"font-size", 12.0}, {"fill", muted}, {"text-anchor", "end"}});
}

}  // namespace iiindex::detail
