#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/chart.hpp>
#include <iiindex/rank.hpp>

#include "chart/svg.hpp"
#include "words/palette.hpp"

namespace iiindex::detail {

inline constexpr double margin = 16;
inline constexpr double text_size = 13;
inline constexpr double small_size = 11;

/// About how wide a text is.
double text_width(std::string_view text, double size = text_size);

/// The text, cut with an ellipsis where it is wider.
std::string shortened(std::string_view text, double width, double size = text_size);

/// Texts so cut, in the middle where they differ but would look alike cut at the end.
std::vector<std::string> shortened_apart(const std::vector<std::string>& texts, double width, double size = text_size);

/// The text in lines of at most that width.
std::vector<std::string> broken(std::string_view text, double width, double size);
/// Such lines of about the same length: no more of them than there have to be, and no last one of a single character.
std::vector<std::string> balanced(std::string_view text, double width, double size);

/// Fills that differ in lightness, so that they tell apart in grey too: dark ones first.
std::string_view fill_of(std::size_t i);
/// The colour that reads on such a fill.
std::string_view ink_on(std::size_t i);

/// A unit that is drawn.
struct DrawnUnit {
    std::size_t row = 0;
    double score = 0;
    Rank rank = 0;
    std::optional<std::size_t> tier;
    std::string name;
};

/// Their names, cut apart.
std::vector<std::string> shortened_names(const std::vector<DrawnUnit>& units, double width, double size = text_size);

/// The units that a chart shows: those asked for, else the first `top` by rank.
std::vector<DrawnUnit> drawn_units(const ChartInput& input, const ChartOptions& options);

/// "2020 年中国城市工业互联网发展指数 TOP20".
std::string title_of(const ChartInput& input, const ChartOptions& options, std::size_t shown);

/// How high a row of names is without a height in the options.
inline constexpr double natural_row = 22;

/// The height of a body with other things beside it: `natural`, or what a height in the options leaves.
double body_height(const ChartInput& input, const ChartOptions& options, std::string_view title, double natural,
                   double others);
/// The same of each of so many rows.
double row_height(const ChartInput& input, const ChartOptions& options, std::string_view title, std::size_t rows,
                  double others, double natural = 24);

/// A drawing with its title above and a note below the body.
class Sheet {
public:
    Sheet(const ChartInput& input, const ChartOptions& options, std::string_view title, double body_height);

    Svg& svg() { return svg_; }
    double left() const { return margin; }
    double right() const { return width_ - margin; }
    double top() const { return top_; }
    std::string finish() &&;

private:
    double width_;
    std::vector<std::string> title_, note_;
    double top_, bottom_;
    Svg svg_;
};

/// Names of series with their fills, in as many lines as they need.
class Legend {
public:
    Legend(const std::vector<std::string>& names, double width);
    double height() const { return static_cast<double>(lines_) * line_height + 6; }
    /// `mark` draws the i-th sign in a box of 14 by 14.
    template <class Mark>
    void draw(Svg& svg, double left, double top, const Mark& mark) const {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const double x = left + entries_[i].x;
            const double y = top + static_cast<double>(entries_[i].line) * line_height;
            mark(i, x, y);
            svg.text(x + 20, y + 12, names_[i], {{"class", "name-" + std::to_string(i)}, {"font-size", 12.0}});
        }
    }

private:
    static constexpr double line_height = 20;
    struct Entry {
        double x;
        std::size_t line;
    };
    std::vector<std::string> names_;
    std::vector<Entry> entries_;
    std::size_t lines_ = 0;
};

/// A scale from numbers to places, with round numbers on it.
class Axis {
public:
    /// `low` to `high` from `from` to `to`; widened to round numbers unless they are to be kept. Numbers on it are no
    /// closer than `least_step`.
    enum class Ends { rounded, kept };
    Axis(double low, double high, double from, double to, Ends ends = Ends::rounded, double least_step = 0);

    double at(double number) const { return from_ + (number - low_) / (high_ - low_) * (to_ - from_); }
    double low() const { return low_; }
    double high() const { return high_; }
    const std::vector<double>& ticks() const { return ticks_; }

private:
    double low_, high_, from_, to_;
    std::vector<double> ticks_;
};

/// What stands at a tick, with the minus sign of print.
std::string tick_words(double tick);

/// The widest that names get on the left of rows: what they need, but no more than a share of the drawing.
double name_column(const std::vector<DrawnUnit>& units, double width);

}  // namespace iiindex::detail
