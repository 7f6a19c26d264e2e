#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace iiindex::detail {

/// Where a value of a JSON text stands, in bytes of the text.
struct JsonPlace {
    std::size_t begin = 0;
    std::size_t length = 0;
};

struct SkimmedArray {
    std::vector<JsonPlace> elements;
    std::size_t end = 0;  ///< where its closing bracket stands
};

/// Where the elements of a JSON array stand that was opened before `begin`, its grammar checked and nothing built. None
/// where the array is not JSON, or may hold what needs a closer look: a number that may be out of a double's range,
/// half a surrogate pair, many levels. The JSON library then says what there is.
std::optional<SkimmedArray> skim_array(std::string_view text, std::size_t begin);

}  // namespace iiindex::detail
