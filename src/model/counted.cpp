#include "model/counted.hpp"

#include <fmt/format.h>

#include "ground/catalogue.hpp"

namespace iiindex::detail {

std::string counted_units(const Index& index, std::size_t count, Language language) {
    const UnitName& name = index.unit_name;
    if (language == Language::zh && !name.noun.empty())
        return fmt::format("{} {}{}", count, name.classifier, name.noun);
    if (language == Language::zh || name.one.empty())
        return count == 1 ? worded(language, "{} unit", count) : worded(language, "{} units", count);
    return fmt::format("{} {}", count, count == 1 ? name.one : name.many);
}

}  // namespace iiindex::detail
