#include "fast/first_look.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ground/parallel.hpp"
#include "ground/wide.hpp"

namespace iiindex::detail {
namespace {

/// What is found of a byte.
enum Found : std::uint8_t {
    nothing = 0,
    odd = 1,       ///< a quote, a carriage return, a line end before another
    no_plain = 2,  ///< a zero byte, or no ASCII
};

/// A byte and the one behind it. By arithmetic alone, so that a loop becomes vector instructions.
[[gnu::always_inline]] inline std::uint8_t found_at(char c, char next) {
    const bool is_odd = (c == '"') | (c == '\r') | ((c == '\n') & (next == '\n'));
    const bool is_plain = static_cast<signed char>(c) > 0;
    return static_cast<std::uint8_t>((is_odd ? odd : nothing) | (is_plain ? nothing : no_plain));
}

IIINDEX_WIDE PartLook look_at(std::string_view part) {
    constexpr std::size_t lanes = 64, most = 255;  // as many steps as a byte can count
    PartLook look;
    std::uint8_t found_in_all = nothing;
    std::size_t at = 0;
    while (part.size() - at > lanes) {
        const std::size_t steps = std::min(most, (part.size() - at - 1) / lanes);
        std::array<std::uint8_t, lanes> count{}, found{};
        for (std::size_t step = 0; step < steps; ++step, at += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const char c = part[at + lane], next = part[at + lane + 1];
                count[lane] = static_cast<std::uint8_t>(count[lane] + (c == '\n' ? 1 : 0));
                found[lane] = static_cast<std::uint8_t>(found[lane] | found_at(c, next));
            }
        }
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            look.line_ends += count[lane];
            found_in_all |= found[lane];
        }
    }
    for (; at < part.size(); ++at) {
        look.line_ends += part[at] == '\n' ? 1U : 0U;
        found_in_all |= found_at(part[at], at + 1 < part.size() ? part[at + 1] : ' ');
    }
    look.has_odd = (found_in_all & odd) != 0;
    look.is_plain = (found_in_all & no_plain) == 0;
    return look;
}

}  // namespace

std::vector<PartLook> look_at_parts(std::string_view text, std::size_t bytes, const Bytes* of) {
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < text.size();) {
        begins.push_back(at);
        const std::size_t line_end = text.size() - at > bytes ? text.find('\n', at + bytes - 1) : text.npos;
        at = line_end == text.npos ? text.size() : line_end + 1;
    }
    std::vector<PartLook> looks(begins.size());
    for_each_number(begins.size(), [&](std::size_t i) {
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
        const std::string_view part = text.substr(begins[i], end - begins[i]);
        looks[i] = look_at(part);
        looks[i].end = end;
        if (of != nullptr) of->release(part);
    });
    return looks;
}

}  // namespace iiindex::detail
