#include <algorithm>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "words/bands.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr double chip_height = 22;
constexpr double chip_gap = 6;

struct Chip {
    std::string name, score;
    double x = 0, width = 0;
    std::size_t line = 0;
};

/// A tier's units, laid out in lines.
struct Band {
    std::string name, scores, count;
    std::vector<Chip> chips;
    std::size_t lines = 1;

    double height() const {
        return std::max(52.0, static_cast<double>(lines) * (chip_height + chip_gap) + chip_gap + 4);
    }
};

void lay_out(Band& band, double width) {
    double x = 0;
    for (Chip& chip : band.chips) {
        chip.width = text_width(chip.name, 12) + text_width(chip.score, small_size) + 22;
        if (x > 0 && x + chip.width > width) {
            x = 0;
            ++band.lines;
        }
        chip.x = x;
        chip.line = band.lines - 1;
        x += chip.width + chip_gap;
    }
}

/// Names to what fits a line beside the widest score.
void cut_names(std::vector<Band>& bands, double width) {
    double scores = 0;
    std::vector<std::string> names;
    for (const Band& band : bands) {
        for (const Chip& chip : band.chips) {
            names.push_back(chip.name);
            scores = std::max(scores, text_width(chip.score, small_size));
        }
    }
    const std::vector<std::string> cut = shortened_apart(names, width - scores - 22, 12);
    auto name = cut.begin();
    for (Band& band : bands) {
        for (Chip& chip : band.chips) chip.name = *name++;
    }
}

std::vector<Band> bands_of(const std::vector<DrawnUnit>& units, const ChartInput& input, const ChartOptions& options,
                           double width) {
    const Language language = options.language;
    const Node& node = input.result->index.nodes[options.node];
    std::vector<Band> bands;
    const std::size_t count = node.tiers ? node.tiers->names.size() : 1;
    for (std::size_t tier = 0; tier < count; ++tier) {
        Band band;
        for (const DrawnUnit& unit : units) {
            if (unit.tier.value_or(1) != tier + 1) continue;
            band.chips.push_back({.name = unit.name, .score = shown_score(*input.result, options.node, unit.score)});
        }
        if (node.tiers) {
            band.name = node.tiers->names[tier].in(language);
            band.scores = band_of(*node.tiers, tier, language);
        }
        band.count = counted_units(input.result->index, band.chips.size(), language);
        bands.push_back(std::move(band));
    }
    cut_names(bands, width);
    for (Band& band : bands) lay_out(band, width);
    return bands;
}

void draw_band(Svg& svg, const Band& band, std::size_t tier, double left, double label_width, double right,
               double top) {
    const double height = band.height();
    svg.rectangle(left, top, label_width, height, {{"fill", tier_fill(tier)}, {"stroke", deep}, {"stroke-width", 0.5}});
    svg.rectangle(left + label_width, top, right - left - label_width, height,
                  {{"fill", paper}, {"stroke", deep}, {"stroke-width", 0.5}});
    const auto text = [&](double y, const std::string& content, double size, std::string_view weight) {
        svg.text(left + 10, y, shortened(content, label_width - 14, size),
                 {{"font-size", size}, {"fill", ink_on_tier(tier)}, {"font-weight", weight}});
    };
    text(top + 18, band.name, 13, "bold");
    text(top + 33, band.scores, small_size, "normal");
    text(top + 47, band.count, small_size, "normal");
    for (const Chip& chip : band.chips) {
        const double x = left + label_width + 8 + chip.x;
        const double y = top + chip_gap + 2 + static_cast<double>(chip.line) * (chip_height + chip_gap);
        svg.rectangle(x, y, chip.width, chip_height, {{"rx", 4.0}, {"fill", "#f3f6f8"}, {"stroke", faint}});
        svg.text(x + 7, y + 15.5, chip.name, {{"font-size", 12.0}});
        svg.text(x + chip.width - 7, y + 15.5, chip.score,
                 {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "end"}});
    }
}

/// The widest that is said of a tier: its name and its scores.
double label_room(const ChartInput& input, const ChartOptions& options) {
    double widest = std::min(0.16 * options.width, 120.0);
    const auto& tiers = input.result->index.nodes[options.node].tiers;
    for (std::size_t tier = 0; tiers && tier < tiers->names.size(); ++tier) {
        widest = std::max({widest, text_width(tiers->names[tier].in(options.language), 13.5) + 16,
                           text_width(band_of(*tiers, tier, options.language), small_size) + 16});
    }
    return widest;
}

}  // namespace

std::string draw_tiers(const ChartInput& input, const ChartOptions& options) {
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    const double label_width = std::clamp(label_room(input, options), 94.0, 0.34 * options.width);
    const auto bands = bands_of(units, input, options, options.width - 2 * margin - label_width - 16);
    double height = 0;
    for (const Band& band : bands) height += band.height() + 6;
    Sheet sheet(input, options, title_of(input, options, units.size()), height);
    double top = sheet.top();
    for (std::size_t tier = 0; tier < bands.size(); ++tier) {
        draw_band(sheet.svg(), bands[tier], tier, sheet.left(), label_width, sheet.right(), top);
        top += bands[tier].height() + 6;
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
