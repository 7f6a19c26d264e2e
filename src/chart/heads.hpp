#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "chart/sheet.hpp"
#include "text/wrap.hpp"

namespace iiindex::detail {

/// What stands above the columns: in lines, or upright where the columns are too narrow for that.
class Heads {
public:
    enum class First { bold, as_others };
    Heads(const std::vector<std::string>& names, double width, First first) : width_(width), first_(first) {
        for (const std::string& name : names) {
            auto lines = balanced(name, width - 4, small_size);
            tallest_ = std::max(tallest_, lines.size());
            cuts_words_ = cuts_words_ || widest_word(name) > width - 4;
            longest_ = std::max(longest_, std::min(text_width(name, small_size), upright_room));
            lines_.push_back(std::move(lines));
        }
        names_ = shortened_apart(names, upright_room, small_size);
    }

    double height() const { return upright() ? longest_ + 8 : 14 * static_cast<double>(tallest_) + 8; }

    void draw(Svg& svg, double left, double top) const {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const double x = left + width_ * (static_cast<double>(i) + 0.5);
            const std::string_view weight = i == 0 && first_ == First::bold ? "bold" : "normal";
            if (upright()) {
                const double bottom = top + height() - 5;
                const std::string turn = "rotate(-90 " + coordinate(x + 4) + " " + coordinate(bottom) + ")";
                svg.text(x + 4, bottom, names_[i],
                         {{"font-size", small_size}, {"font-weight", weight}, {"transform", turn}});
                continue;
            }
            const double first = top + 14 * static_cast<double>(tallest_ - lines_[i].size()) + 10;
            for (std::size_t line = 0; line < lines_[i].size(); ++line) {
                svg.text(x, first + 14 * static_cast<double>(line), lines_[i][line],
                         {{"font-size", small_size}, {"font-weight", weight}, {"text-anchor", "middle"}});
            }
        }
    }

private:
    static constexpr double upright_room = 150;

    static double widest_word(std::string_view name) {
        return text_width("n", small_size) * static_cast<double>(widest_part(name));
    }
    bool upright() const { return tallest_ > 3 || cuts_words_; }

    double width_;
    First first_;
    std::size_t tallest_ = 1;
    bool cuts_words_ = false;
    double longest_ = 0;
    std::vector<std::string> names_;
    std::vector<std::vector<std::string>> lines_;
};

}  // namespace iiindex::detail
