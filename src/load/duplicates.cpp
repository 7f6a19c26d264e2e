#include "duplicates.hpp"

#include <bit>

namespace iiindex {

Duplicates::Duplicates(const TextColumn& codes, const std::vector<std::uint32_t>& period_of)
    : codes_(codes), period_of_(period_of), table_(std::bit_ceil(2 * codes.size() + 1)) {}

std::size_t Duplicates::first_like(std::size_t row) {
    const auto period = [&](std::size_t r) { return period_of_.empty() ? 0 : period_of_[r]; };
    const std::size_t mask = table_.size() - 1;
    std::size_t place =
        std::hash<std::string_view>()(codes_[row]) + period(row) * std::size_t{0x9E3779B97F4A7C15};
    for (;; ++place) {
        std::uint32_t& entry = table_[place & mask];
        if (entry == 0) {
            entry = static_cast<std::uint32_t>(row + 1);
            return row;
        }
        const std::size_t other = entry - 1;
        if (codes_[other] == codes_[row] && period(other) == period(row)) return other;
    }
}

}  // namespace iiindex
