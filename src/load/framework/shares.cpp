#include "load/framework/shares.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "load/table/number.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {

std::optional<Share> share_in(const TitleParts& parts) {
    std::string_view text = parts.weight;
    Share share;
    if (text.empty()) {
        const std::size_t comma = parts.measure.rfind(", ");
        text = std::string_view(parts.measure).substr(comma == parts.measure.npos ? 0 : comma + 2);
        share.measure = parts.measure.substr(0, comma == parts.measure.npos ? 0 : comma);
    } else {
        share.measure = parts.measure;
    }
    for (const std::string_view points : {"分", "points", "pts"}) {
        if (!text.ends_with(points)) continue;
        text = trimmed(text.substr(0, text.size() - points.size()));
        share.mark = Share::Mark::points;
    }
    const NumberCell cell = read_number(text, {.percent = Percent::allowed}, "");
    const bool is_weight = cell.kind == NumberCell::Kind::number && cell.number > 0;
    if (!is_weight || (cell.has_percent && share.mark == Share::Mark::points)) return std::nullopt;
    if (cell.has_percent) share.mark = Share::Mark::percent;
    share.number = cell.number;
    share.text = text;
    return share;
}

bool make_a_whole(std::span<const Share> shares, const std::optional<Share>& parent) {
    constexpr double lost = 0.005;  // by rounding, of the whole
    const Share::Mark mark = shares.front().mark;
    double sum = 0;
    for (const Share& share : shares) {
        if (share.mark != mark) return false;
        sum += share.number;
    }
    const auto is_near = [&](double whole) { return std::abs(sum - whole) <= lost * whole; };
    return is_near(100) || (mark == Share::Mark::none && is_near(1)) ||
           (parent && parent->mark == mark && is_near(parent->number));
}

}  // namespace iiindex::detail
