#include "words/bands.hpp"

#include <algorithm>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "text/sign.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

std::string band_of(const Tiers& tiers, std::size_t tier, Language language) {
    if (tiers.cuts.empty()) return {};
    const auto cut = [&](std::size_t i) { return with_minus(shortest(tiers.cuts[i])); };
    if (tier == 0) return worded(language, "{} and above", cut(0));
    if (tier == tiers.cuts.size()) return worded(language, "below {}", cut(tier - 1));
    if (tiers.cuts[tier] < 0) return worded(language, "{} to {}", cut(tier), cut(tier - 1));
    return cut(tier) + "–" + cut(tier - 1);
}

std::vector<double> cuts_to_reach(const Result& result, std::size_t node) {
    const auto& tiers = result.index.nodes[node].tiers;
    if (!tiers) return {};
    double tolerance = 0;  // what arithmetic loses is no difference
    for (const Period& period : result.data.periods) tolerance = std::max(tolerance, result.tolerance(node, period));
    std::vector<double> cuts = tiers->cuts;
    for (double& cut : cuts) cut -= tolerance;
    return cuts;
}

}  // namespace iiindex::detail
