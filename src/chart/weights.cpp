#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/text.hpp>

#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr double plot = 340, right = 130, head = 44, line = 34, foot = 40;
constexpr double column = 7.4;  ///< of a terminal's, in the letters of a name

/// The room that the longest name takes.
double room_for_names(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language) {
    std::size_t longest = 0;
    for (const RecoveredWeights& node : recovered) {
        for (const WeightInterval& interval : node.intervals) {
            longest = std::max(longest, display_width(index.nodes[interval.node].name.in(language)));
        }
    }
    return 40 + std::ceil(column * static_cast<double>(longest));
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

/// One node's weights: a line a child, on an axis from 0 to a multiple of 0.05.
class Panel {
public:
    Panel(const Index& index, const RecoveredWeights& recovered, double left, double top, Language language)
        : index_(index), recovered_(recovered), left_(left), top_(top), language_(language) {
        double most = 0;
        for (const WeightInterval& interval : recovered.intervals) most = std::max(most, interval.high);
        steps_ = std::max(1, static_cast<int>(std::ceil(most * 20 - 1e-9)));
    }

    double height() const { return head + line * static_cast<double>(recovered_.intervals.size()) + foot; }

    std::string svg() const {
        const std::string title = phrase(language_, "{}：权重的可能范围", "{}: what the weights can be",
                                         index_.nodes[recovered_.node].name.in(language_));
        std::string out = fmt::format("<text x=\"16\" y=\"{}\" font-size=\"15\" font-weight=\"bold\">{}</text>\n",
                                      shortest(top_ + 26), escaped(title));
        out += axis();
        for (std::size_t i = 0; i < recovered_.intervals.size(); ++i) out += bar(i);
        return out;
    }

private:
    std::string x(double weight) const { return fixed(left_ + plot * weight * 20 / steps_, 2); }

    std::string axis() const {
        const double bottom = top_ + height() - foot;
        const int every = (steps_ + 9) / 10;
        std::string out;
        for (int step = 0; step <= steps_; step += every) {
            const double weight = step / 20.0;
            out += fmt::format(
                "<path d=\"M{0} {1}V{2}\" stroke=\"#ddd\"/>\n"
                "<text x=\"{0}\" y=\"{3}\" text-anchor=\"middle\" fill=\"#555\">{4}</text>\n",
                x(weight), shortest(top_ + head), shortest(bottom), shortest(bottom + 18), fixed(weight, 2));
        }
        return out;
    }

    std::string bar(std::size_t child) const {
        const WeightInterval& interval = recovered_.intervals[child];
        const double middle = top_ + head + line * (static_cast<double>(child) + 0.5);
        std::string out = fmt::format(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n"
            "<path d=\"M{} {}H{}\" stroke=\"#2b6cb0\" stroke-width=\"10\"/>\n"
            "<text x=\"{}\" y=\"{}\">{}–{}</text>\n",
            shortest(left_ - 12), shortest(middle + 5), escaped(index_.nodes[interval.node].name.in(language_)),
            x(interval.low), shortest(middle), x(interval.high), shortest(left_ + plot + 14), shortest(middle + 5),
            fixed(interval.low, 3), fixed(interval.high, 3));
        if (recovered_.simple.empty()) return out;
        return out + fmt::format(
                         "<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"#fff\" stroke=\"#1a202c\" "
                         "stroke-width=\"2\"/>\n",
                         x(recovered_.simple.front().weight(child)), shortest(middle));
    }

    const Index& index_;
    const RecoveredWeights& recovered_;
    double left_;
    double top_;
    Language language_;
    int steps_ = 1;
};

}  // namespace

std::string weights_chart(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language) {
    const double left = room_for_names(index, recovered, language);
    double top = 0;
    std::string panels;
    for (const RecoveredWeights& node : recovered) {
        if (!node.fits) continue;
        const Panel panel(index, node, left, top, language);
        panels += panel.svg();
        top += panel.height();
    }
    const std::string key = phrase(language, "蓝条：与全部公布值相符的权重；圆点：其中最简单的一组",
                                   "Bar: every weight that fits all printed scores. Dot: the simplest weights that do");
    panels += fmt::format("<text x=\"16\" y=\"{}\" fill=\"#555\">{}</text>\n", shortest(top + 12), escaped(key));
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "font-family=\"sans-serif\" font-size=\"13\" fill=\"#1a202c\">\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n{2}</svg>\n",
        shortest(left + plot + right), shortest(top + 28), panels);
}

}  // namespace iiindex
