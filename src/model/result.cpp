#include <iiindex/result.hpp>

#include <array>

namespace iiindex {

std::string_view to_string(Reason reason) {
    constexpr std::array<std::string_view, 10> texts = {
        "the transformation has no value there",
        "a child has no score",
        "too little was measured",
        "a mean that needs scores above zero met one that is not",
        "a mean that needs scores of at least zero met one below",
        "the value's denominator is missing or zero",
        "too few units to compare",
        "no unit has a score above zero to rescale by",
        "too few of its indicators were measured",
        "the result is too large for a number",
    };
    return texts[static_cast<std::size_t>(reason)];
}

}  // namespace iiindex
