#include "chart/sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <iiindex/number.hpp>
#include <iiindex/text.hpp>

#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"
#include "text/sign.hpp"
#include "text/utf8.hpp"
#include "text/wrap.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr double title_size = 16;
constexpr double title_line = 22;
constexpr double note_line = 15;

constexpr std::array<std::string_view, 8> fills = {deep,      "#7fa7c4", "#3f6e96", "#d4e2ec",
                                                   "#5c5c5c", "#b9b9b9", "#8a6d3b", "#e8d9b8"};
constexpr std::array<bool, 8> is_dark = {true, false, true, false, true, false, true, false};

/// The beginning and the end of a text that is wider, with an ellipsis between them.
std::string without_middle(std::string_view text, double width, double size) {
    if (text_width(text, size) <= width) return std::string(text);
    width *= 0.95;  // letters and figures of an end are wider than most
    std::vector<std::string_view> characters;
    for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(characters.back().size()))
        characters.push_back(rest.substr(0, first_character(rest).bytes));
    std::string head, tail;
    double used = text_width("…", size);
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const bool is_of_tail = i % 2 != 0;
        const std::string_view next = characters[is_of_tail ? characters.size() - 1 - i / 2 : i / 2];
        used += text_width(next, size);
        if (used > width) break;
        is_of_tail ? tail.insert(0, next) : head.append(next);
    }
    return head + "…" + tail;
}

/// A step of 1, 2 or 5 times a power of ten, by which a span has about `count` parts.
double round_step(double span, double count) {
    const double rough = span / count;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double times : {1.0, 2.0, 5.0}) {
        if (times * power >= rough) return times * power;
    }
    return 10 * power;
}

/// Columns of text that fit into so many pixels.
std::size_t columns_in(double width, double size) {
    return static_cast<std::size_t>(std::max(2.0, width / text_width("n", size)));
}

std::vector<std::string> lines_of(std::string_view text, std::size_t columns) {
    const auto lines = wrap(text, columns);
    return {lines.begin(), lines.end()};
}

}  // namespace

double text_width(std::string_view text, double size) { return 0.56 * size * static_cast<double>(display_width(text)); }

std::string shortened(std::string_view text, double width, double size) {
    if (text_width(text, size) <= width) return std::string(text);
    std::string kept;
    while (!text.empty()) {
        const std::size_t bytes = first_character(text).bytes;
        if (text_width(kept + std::string(text.substr(0, bytes)) + "…", size) > width) break;
        kept += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return kept + "…";
}

std::vector<std::string> shortened_apart(const std::vector<std::string>& texts, double width, double size) {
    std::map<std::string, std::set<std::string_view>> alike;
    for (const std::string& text : texts) alike[shortened(text, width, size)].insert(text);
    std::vector<std::string> cut;
    for (const std::string& text : texts) {
        std::string one = shortened(text, width, size);
        cut.push_back(alike[one].size() > 1 ? without_middle(text, width, size) : std::move(one));
    }
    return cut;
}

std::vector<std::string> shortened_names(const std::vector<DrawnUnit>& units, double width, double size) {
    std::vector<std::string> names;
    for (const DrawnUnit& unit : units) names.push_back(unit.name);
    return shortened_apart(names, width, size);
}

std::vector<std::string> balanced(std::string_view text, double width, double size) {
    return lines_of(text, balanced_width(text, columns_in(width, size)));
}

std::vector<std::string> broken(std::string_view text, double width, double size) {
    return lines_of(text, columns_in(width, size));
}

std::string_view fill_of(std::size_t i) { return fills[i % fills.size()]; }
std::string_view ink_on(std::size_t i) { return is_dark[i % fills.size()] ? paper : ink; }

std::vector<DrawnUnit> drawn_units(const ChartInput& input, const ChartOptions& options) {
    const Result& result = *input.result;
    const Period& period = result.data.periods[options.period];
    const auto scores = result.scores_in(options.node, period);
    const Ranking ranking = rank(result, options.node, period);
    const std::vector<Rank> ranks = ranking.ranks_by_unit();
    std::vector<DrawnUnit> units;
    const auto add = [&](std::size_t unit) {
        if (is_missing(scores[unit])) return;
        const std::size_t row = period.first + unit;
        units.push_back({row, scores[unit], ranks[unit], tier_of(result, options.node, row),
                         std::string(result.data.units.name(row, options.language))});
    };
    for (const std::size_t row : options.rows) add(row - period.first);
    if (!options.rows.empty()) return units;
    for (const std::uint32_t unit : ranking.order) {
        if (!options.top || ranks[unit] <= *options.top) add(unit);
    }
    return units;
}

std::string title_of(const ChartInput& input, const ChartOptions& options, std::size_t shown) {
    const Result& result = *input.result;
    const std::string& label = result.data.periods[options.period].label;
    const std::string& name = result.index.nodes[options.node].name.in(options.language);
    const auto ranked = those_there(result.scores_in(options.node, result.data.periods[options.period]));
    const bool is_part = options.rows.empty() && shown < ranked.size();
    const std::string title = label.empty() ? name : worded(options.language, "{0} {1}", name, label);
    return is_part ? worded(options.language, "{}, top {}", title, shown) : title;
}

namespace {

/// What stands around a body.
struct Frame {
    std::vector<std::string> title, note;
    double top, below;

    Frame(const ChartInput& input, const ChartOptions& options, std::string_view own_title)
        : title(balanced(options.title.empty() ? own_title : std::string_view(options.title),
                         options.width - 2 * margin, title_size)),
          note(note_of(input, options)),
          top(margin + title_line * static_cast<double>(title.size()) + 6),
          below((note.empty() ? 0 : 10 + note_line * static_cast<double>(note.size())) + margin / 2) {}

private:
    static std::vector<std::string> note_of(const ChartInput& input, const ChartOptions& options) {
        std::vector<std::string> lines = broken(options.source, options.width - 2 * margin, small_size);
        if (options.source.empty()) lines.clear();
        if (!options.with_note) return lines;
        for (const std::string& note : {origins_note(*input.result, options.language), left_out(input, options)}) {
            if (note.empty()) continue;
            for (std::string& line : broken(note, options.width - 2 * margin, small_size))
                lines.push_back(std::move(line));
        }
        return lines;
    }

    /// The units that have no score to draw, where units are not asked for by name.
    static std::string left_out(const ChartInput& input, const ChartOptions& options) {
        constexpr std::size_t most_named = 5;
        const Result& result = *input.result;
        const Period& period = result.data.periods[options.period];
        std::vector<std::string> names;
        for (std::size_t row = period.first; options.rows.empty() && row < period.end(); ++row) {
            if (!result.score(row, options.node)) names.emplace_back(result.data.units.name(row, options.language));
        }
        if (names.empty()) return {};
        return worded(options.language, "Without a score: {}.",
                      named_units(result.index, std::move(names), most_named, options.language));
    }
};

}  // namespace

double body_height(const ChartInput& input, const ChartOptions& options, std::string_view title, double natural,
                   double others) {
    constexpr double least = 80;
    if (!options.height) return natural;
    const Frame frame(input, options, title);
    return std::max(least, *options.height - frame.top - frame.below - others);
}

double row_height(const ChartInput& input, const ChartOptions& options, std::string_view title, std::size_t rows,
                  double others, double natural) {
    constexpr double least = 14;
    if (!options.height || rows == 0) return natural;
    return std::max(least, body_height(input, options, title, natural, others) / static_cast<double>(rows));
}

Sheet::Sheet(const ChartInput& input, const ChartOptions& options, std::string_view title, double body_height)
    : width_(options.width), svg_(1, 1, "") {
    Frame frame(input, options, title);
    top_ = frame.top;
    bottom_ = top_ + body_height;
    title_ = std::move(frame.title);
    note_ = std::move(frame.note);
    svg_ = Svg(width_, bottom_ + frame.below, options.title.empty() ? title : std::string_view(options.title));
    for (std::size_t i = 0; i < title_.size(); ++i) {
        svg_.text(width_ / 2, margin + title_line * static_cast<double>(i) + 14, title_[i],
                  {{"class", "title"}, {"font-size", title_size}, {"font-weight", "bold"}, {"text-anchor", "middle"}});
    }
}

std::string Sheet::finish() && {
    for (std::size_t i = 0; i < note_.size(); ++i) {
        svg_.text(margin, bottom_ + 10 + note_line * static_cast<double>(i) + 9, note_[i],
                  {{"font-size", small_size}, {"fill", muted}});
    }
    return std::move(svg_).finish();
}

Legend::Legend(const std::vector<std::string>& names, double width) : names_(shortened_apart(names, width - 24, 12)) {
    double x = 0;
    lines_ = names_.empty() ? 0 : 1;
    for (const std::string& name : names_) {
        const double needed = 20 + text_width(name, 12) + 18;
        if (x > 0 && x + needed > width) {
            x = 0;
            ++lines_;
        }
        entries_.push_back({x, lines_ - 1});
        x += needed;
    }
}

Axis::Axis(double low, double high, double from, double to, Ends ends, double least_step)
    : low_(low), high_(high), from_(from), to_(to) {
    if (!(high_ > low_)) high_ = low_ + 1;
    const double step = std::max(least_step, round_step(high_ - low_, std::clamp(std::abs(to - from) / 70, 2.0, 6.0)));
    if (ends == Ends::rounded) {
        low_ = std::floor(low_ / step + 1e-9) * step;
        high_ = std::ceil(high_ / step - 1e-9) * step;
    }
    for (double i = std::ceil(low_ / step - 1e-9); i * step <= high_ + 1e-9 * step; ++i) ticks_.push_back(i * step);
}

double name_column(const std::vector<DrawnUnit>& units, double width) {
    double widest = 0;
    for (const DrawnUnit& unit : units) widest = std::max(widest, text_width(unit.name));
    return std::min(widest + 4, 0.34 * width);
}

std::string tick_words(double tick) { return with_minus(shortest(round_half_up(tick, 6))); }

}  // namespace iiindex::detail
