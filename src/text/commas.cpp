#include "text/commas.hpp"

#include "ground/catalogue.hpp"

namespace iiindex::detail {

std::string_view list_comma(Language language) { return translated(", ", language); }

std::string_view clause_comma(Language language) { return translated_in("clauses", ", ", language); }

}  // namespace iiindex::detail
