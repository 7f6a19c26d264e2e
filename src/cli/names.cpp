#include "cli/names.hpp"

#include <fmt/format.h>

#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>

#include "ground/catalogue.hpp"

namespace iiindex::cli {

using detail::said;

std::string CalledBy::shown() const {
    const std::string_view name = names[0].empty() ? names[1] : names[0];
    if (name.empty() || name == code) return said("'{}'", printable(code));
    return said("'{}' ({})", printable(name), printable(code));
}

std::string with_nearest(const std::string& message, std::string_view word,
                         const std::vector<std::string_view>& known) {
    const std::string near = did_you_mean(word, known);
    return near.empty() ? message : said("{}; {}", message, near);
}

std::string not_clear(std::string_view text, const Meant& meant, const std::vector<CalledBy>& first_few) {
    std::vector<std::string> shown;
    for (const CalledBy& one : first_few) shown.push_back(one.shown());
    const std::size_t more = meant.places.size() - first_few.size();
    const std::string all = more == 0 ? enumerated(shown) : said("{} and {} more", enumerated(shown), more);
    return meant.by_part ? said("'{}' fits {}; give more of the name, or a code", printable(text), all)
                         : said("'{}' fits {}; give a code", printable(text), all);
}

}  // namespace iiindex::cli
