#include "load/judgements/node_names.hpp"

#include <algorithm>
#include <map>

#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>

#include "load/table/two_languages.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {

namespace {

constexpr std::size_t least_width = 3;  // of a name that is looked for in longer texts

/// Whether a run of a text is no part of a longer word in ASCII.
bool is_apart(std::string_view text, std::size_t begin, std::size_t length) {
    const auto is_of_word = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    const bool goes_on_before = begin > 0 && is_of_word(text[begin - 1]) && is_of_word(text[begin]);
    const std::size_t end = begin + length;
    return !goes_on_before && !(end < text.size() && is_of_word(text[end]) && is_of_word(text[end - 1]));
}

}  // namespace

NodeNames::NodeNames(const Index& index) {
    for (std::size_t node = 1; node < index.nodes.size(); ++node) {
        const Node& one = index.nodes[node];
        codes_[one.code].push_back(node);
        for (const std::string_view text :
             {std::string_view(one.code), std::string_view(one.name.own), std::string_view(one.name.english)}) {
            if (text.empty()) continue;
            words_.push_back(text);
            auto& nodes = forms_[title_form(text)];
            if (nodes.empty() || nodes.back() != node) nodes.push_back(node);
        }
    }
}

const std::vector<std::size_t>& NodeNames::find(std::string_view text) const {
    static const std::vector<std::size_t> none;
    const auto [place, is_new] = found_.emplace(text, nullptr);
    if (!is_new) return *place->second;
    if (const auto code = codes_.find(place->first); code != codes_.end()) return *(place->second = &code->second);
    const std::vector<std::size_t>*& found = place->second;
    if (const auto form = forms_.find(title_form(text)); form != forms_.end()) return *(found = &form->second);
    found = &none;
    if (const auto languages = in_two_languages(text)) {
        found = &find(languages->chinese);
        if (found->empty()) found = &find(languages->translation);
    }
    return *found;
}

const std::vector<NodeNames::Lowered>& NodeNames::lowered() const {
    if (!lowered_.empty()) return lowered_;
    for (const std::string_view word : words_) {
        std::string name = ascii_lower(cleaned(word));
        if (display_width(name) >= least_width) lowered_.push_back({std::move(name), &find(word)});
    }
    std::stable_sort(lowered_.begin(), lowered_.end(),
                     [](const Lowered& a, const Lowered& b) { return a.name.size() > b.name.size(); });
    return lowered_;
}

std::vector<std::size_t> NodeNames::named_in(std::string_view text) const {
    std::string left = ascii_lower(cleaned(text));
    std::map<std::size_t, std::size_t> found;  // by place
    for (const auto& [name, nodes] : lowered()) {
        for (std::size_t at = left.find(name); at != left.npos; at = left.find(name, at + 1)) {
            if (!is_apart(left, at, name.size())) continue;
            if (nodes->size() != 1) return {};
            found[at] = nodes->front();
            left.replace(at, name.size(), name.size(), '\0');
        }
    }
    std::vector<std::size_t> nodes;
    for (const auto& [at, node] : found) {
        if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
    }
    return nodes;
}

std::string NodeNames::near(std::string_view text) const { return did_you_mean(text, words_); }

}  // namespace iiindex::detail
