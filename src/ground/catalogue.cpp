#include "ground/catalogue.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "ground/catalogue_bytes.hpp"

namespace iiindex {
namespace {

std::atomic<Language> language_spoken = Language::en;

}  // namespace

void speak(Language language) { language_spoken = language; }

Language spoken() { return language_spoken; }

namespace detail {
namespace {

/// A catalogue as msgfmt compiles one (GNU gettext manual, "The Format of GNU MO Files"): two tables of places of
/// texts, the originals in order and their translations.
class Catalogue {
public:
    explicit constexpr Catalogue(std::string_view bytes) : bytes_(bytes) {}

    std::string_view find(std::string_view original) const {
        std::size_t low = 0, high = number(8);
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            const std::string_view here = text(number(12), middle);
            if (here == original) return text(number(16), middle);
            if (here < original)
                low = middle + 1;
            else
                high = middle;
        }
        return {};
    }

private:
    std::size_t number(std::size_t at) const {
        std::size_t value = 0;
        for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes_[at + i]);
        return value;
    }

    std::string_view text(std::size_t table, std::size_t entry) const {
        const std::size_t at = table + 8 * entry;
        return bytes_.substr(number(at + 4), number(at));
    }

    std::string_view bytes_;
};

}  // namespace

std::string_view translated(std::string_view english, Language language) {
    if (language == Language::en || english.empty()) return english;
    const std::string_view found = Catalogue(chinese_catalogue()).find(english);
    return found.empty() ? english : found;
}

std::string_view translated_in(std::string_view context, std::string_view english, Language language) {
    if (language == Language::en) return english;
    std::string key(context);  // as the file has it
    key += '\004';
    key += english;
    const std::string_view found = Catalogue(chinese_catalogue()).find(key);
    return found.empty() ? english : found;
}

}  // namespace detail
}  // namespace iiindex
