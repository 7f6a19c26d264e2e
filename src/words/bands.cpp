#include "words/bands.hpp"

#include <iiindex/number.hpp>

#include "words/labels.hpp"

namespace iiindex::detail {

std::string band_of(const Tiers& tiers, std::size_t tier, Language language) {
    if (tiers.cuts.empty()) return {};
    if (tier == 0) return phrase(language, "{} 以上", "{} and above", shortest(tiers.cuts[0]));
    if (tier == tiers.cuts.size()) return phrase(language, "{} 以下", "below {}", shortest(tiers.cuts.back()));
    return shortest(tiers.cuts[tier]) + "–" + shortest(tiers.cuts[tier - 1]);
}

}  // namespace iiindex::detail
