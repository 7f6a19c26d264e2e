#include "cli/language.hpp"

#include <optional>
#include <string_view>

namespace iiindex::cli {
namespace {

std::optional<Language> language_called(std::string_view name) {
    if (name == "zh") return Language::zh;
    if (name == "en") return Language::en;
    return std::nullopt;
}

}  // namespace

Language language_of_environment(const std::function<const char*(const char*)>& variable) {
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* const value = variable(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

Language language_said(int argc, const char* const* argv, Language otherwise) {
    constexpr std::string_view option = "--lang", with_value = "--lang=";
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--") break;
        std::optional<Language> found;
        if (word.starts_with(with_value))
            found = language_called(word.substr(with_value.size()));
        else if (word == option && i + 1 < argc)
            found = language_called(argv[i + 1]);
        if (found) return *found;
    }
    return otherwise;
}

}  // namespace iiindex::cli
