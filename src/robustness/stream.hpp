#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <Random123/philox.h>

namespace iiindex::detail {

/// Which random numbers of a replicate.
enum class StreamOf : std::uint32_t { replicates = 0, sample_a = 1, sample_b = 2, bootstrap = 3 };

/// Fills with numbers from (0, 1) that depend on the seed, the stream, the replicate and their place alone.
inline void fill_uniform(std::uint64_t seed, StreamOf stream, std::uint64_t replicate, std::span<double> numbers) {
    const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
    const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
    const r123::Philox4x32::key_type key = {{low(seed), high(seed)}};
    constexpr double step = 1.0 / 4294967296.0;
    for (std::size_t first = 0; first < numbers.size(); first += 4) {
        const r123::Philox4x32::ctr_type counter = {
            {low(replicate), high(replicate), low(first / 4), static_cast<std::uint32_t>(stream)}};
        const auto four = r123::Philox4x32()(counter, key);
        for (std::size_t i = first; i < numbers.size() && i < first + 4; ++i) {
            numbers[i] = (four[i - first] + 0.5) * step;
        }
    }
}

}  // namespace iiindex::detail
