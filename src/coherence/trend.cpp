#include <charconv>
#include <cmath>
#include <unordered_map>

#include <iiindex/coherence.hpp>

namespace iiindex {
namespace {

std::optional<double> time_of(const Period& period) {
    double time = 0;
    const char* const last = period.label.data() + period.label.size();
    const auto [end, error] = std::from_chars(period.label.data(), last, time);
    return error == std::errc() && end == last ? std::optional(time) : std::nullopt;
}

/// A unit's scores, period by period.
struct Course {
    struct Point {
        double time;
        double score;
        std::string_view period;
    };
    std::size_t row = 0;
    std::vector<Point> points;
};

Statistic growth_of(const Course& course) {
    if (course.points.empty()) return NoValue::not_measured;
    const auto& first = course.points.front();
    const auto& last = course.points.back();
    if (first.time == last.time) return NoValue::single;
    if (first.score <= 0 || last.score <= 0) return NoValue::not_positive;
    return std::pow(last.score / first.score, 1 / (last.time - first.time)) - 1;
}

std::vector<Trend> trends_of_column(const Result& result, std::span<const double> scores) {
    std::vector<std::string_view> order;
    std::unordered_map<std::string_view, Course> courses;
    for (const Period& period : result.data.periods) {
        const auto time = time_of(period);
        if (!time) return {};
        for (std::size_t row = period.first; row < period.end(); ++row) {
            const auto [place, is_new] = courses.try_emplace(result.data.units.codes[row]);
            if (is_new) order.push_back(place->first);
            place->second.row = row;
            if (!is_missing(scores[row])) place->second.points.push_back({*time, scores[row], period.label});
        }
    }
    std::vector<Trend> trends;
    for (const std::string_view code : order) {
        const Course& course = courses.at(code);
        Trend trend{.code = code, .row = course.row, .growth = growth_of(course)};
        trend.available = static_cast<double>(course.points.size()) / static_cast<double>(result.data.periods.size());
        if (!course.points.empty()) {
            trend.first = course.points.front().period;
            trend.last = course.points.back().period;
        }
        trends.push_back(trend);
    }
    return trends;
}

}  // namespace

std::vector<Trend> trends_of(const Result& result, std::size_t node) {
    return trends_of_column(result, result.scores_of(node));
}

std::vector<Trend> value_trends_of(const Result& result, std::size_t node) {
    return trends_of_column(result, result.data.values.column(*result.index.nodes[node].indicator));
}

}  // namespace iiindex
