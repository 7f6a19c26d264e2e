#pragma once

#include <string>

#include <iiindex/chart.hpp>

namespace iiindex::detail {

std::string draw_bars(const ChartInput& input, const ChartOptions& options);
std::string draw_radar(const ChartInput& input, const ChartOptions& options);
std::string draw_tiers(const ChartInput& input, const ChartOptions& options);
std::string draw_ranks(const ChartInput& input, const ChartOptions& options);
std::string draw_contributions(const ChartInput& input, const ChartOptions& options);
std::string draw_heatmap(const ChartInput& input, const ChartOptions& options);
std::string draw_change(const ChartInput& input, const ChartOptions& options);
std::string draw_dots(const ChartInput& input, const ChartOptions& options);
std::string draw_differences(const ChartInput& input, const ChartOptions& options);
std::string draw_scatter(const ChartInput& input, const ChartOptions& options);
std::string draw_correlations(const ChartInput& input, const ChartOptions& options);
std::string draw_distribution(const ChartInput& input, const ChartOptions& options);
std::string draw_slope(const ChartInput& input, const ChartOptions& options);

}  // namespace iiindex::detail
