#include "cli/names.hpp"

#include <fmt/format.h>

#include <iiindex/text.hpp>

namespace iiindex::cli {

std::string CalledBy::shown() const {
    const std::string_view name = names[0].empty() ? names[1] : names[0];
    if (name.empty() || name == code) return fmt::format("'{}'", printable(code));
    return fmt::format("'{}' ({})", printable(name), printable(code));
}

std::string not_clear(std::string_view text, const Meant& meant, const std::vector<CalledBy>& first_few) {
    std::vector<std::string> shown;
    for (const CalledBy& one : first_few) shown.push_back(one.shown());
    const std::size_t more = meant.places.size() - first_few.size();
    return fmt::format("'{}' fits {}{}; {}", printable(text), fmt::join(shown, ", "),
                       more == 0 ? "" : fmt::format(" and {} more", more),
                       meant.by_part ? "give more of the name, or a code" : "give a code");
}

}  // namespace iiindex::cli
