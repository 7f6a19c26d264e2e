#include "words/units.hpp"

#include <array>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

/// The number before a measure word, as one writes it behind names: 三, or " 12 ".
std::string number_word(std::size_t count) {
    constexpr std::array<std::string_view, 11> words = {"", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"};
    return count < words.size() ? std::string(words[count]) : fmt::format(" {} ", count);
}

bool is_latin(char letter) { return static_cast<unsigned char>(letter) < 0x80 && letter != ' '; }

/// A word between two texts: in Chinese with a blank beside letters and figures, as "政府投资和 VC/PE 投资".
std::string between(const std::string& before, std::string_view word, const std::string& after, Language language) {
    const bool is_spaced = language == Language::zh;
    return fmt::format("{}{}{}", is_spaced && !before.empty() && is_latin(before.back()) ? " " : "", word,
                       is_spaced && !after.empty() && is_latin(after.front()) ? " " : "");
}

}  // namespace

std::string units_title(const Index& index, Language language) {
    const UnitName& name = index.unit_name;
    if (language == Language::zh && !name.noun.empty()) return name.noun + "数";
    if (language == Language::zh || name.many.empty()) return std::string(label(Label::unit_count, language));
    std::string title = name.many;
    if (title.front() >= 'a' && title.front() <= 'z') title.front() = static_cast<char>(title.front() - 'a' + 'A');
    return title;
}

std::string number_of_units(const Index& index, Language language) {
    if (language == Language::zh) return units_title(index, language);
    return index.unit_name.many.empty() ? worded(language, "number of units")
                                        : worded(language, "number of {}", index.unit_name.many);
}

std::string named_units(const Index& index, std::vector<std::string> names, std::size_t most, Language language) {
    const std::size_t count = names.size();
    const bool is_cut = count > most;
    if (is_cut) names.resize(most);
    if (language == Language::en) {
        return is_cut ? worded(language, "{} and {} more", fmt::join(names, list_comma(language)), count - most)
                      : listed(names, language);
    }
    const UnitName& name = index.unit_name;
    const std::string joined = fmt::format("{}{}", fmt::join(names, list_comma(language)), is_cut ? "等" : "");
    if (name.noun.empty()) return fmt::format("{} {} 个", joined, count);
    return count == 1 ? joined : fmt::format("{}{}{}{}", joined, number_word(count), name.classifier, name.noun);
}

std::string listed(const std::vector<std::string>& items, Language language) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0 && i + 1 == items.size())
            text += between(text, translated(" and ", language), items[i], language);
        else if (i > 0)
            text += list_comma(language);
        text += items[i];
    }
    return text;
}

}  // namespace iiindex::detail
