#include "text/commas.hpp"

#include <algorithm>

#include "ground/catalogue.hpp"

namespace iiindex::detail {

std::string_view list_comma(Language language) { return translated(", ", language); }

std::string_view clause_comma(Language language) { return translated_in("clauses", ", ", language); }

std::string first_few(const std::vector<std::string>& names, std::size_t few, std::size_t all, Language language) {
    const std::size_t named = std::min(few, names.size());
    std::string text = fmt::format(
        "{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(named), list_comma(language)));
    return all > named ? worded(language, "{} and {} more", text, all - named) : text;
}

}  // namespace iiindex::detail
