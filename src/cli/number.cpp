#include "cli/number.hpp"

#include <charconv>
#include <cmath>

namespace iiindex::cli {
namespace {

template <class Number>
std::optional<Number> parsed(std::string_view word) {
    Number value{};
    const char* const last = word.data() + word.size();
    const auto [end, error] = std::from_chars(word.data(), last, value);
    return error == std::errc() && end == last ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<double> number_from(std::string_view word) {
    const auto value = parsed<double>(word);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::uint64_t> whole_number_from(std::string_view word) { return parsed<std::uint64_t>(word); }

}  // namespace iiindex::cli
