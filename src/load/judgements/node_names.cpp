#include "load/judgements/node_names.hpp"

#include <algorithm>

#include <iiindex/problem.hpp>

#include "text/normal.hpp"

namespace iiindex::detail {

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
    const auto form = forms_.find(title_form(text));
    return *(place->second = form == forms_.end() ? &none : &form->second);
}

std::string NodeNames::near(std::string_view text) const { return did_you_mean(text, words_); }

}  // namespace iiindex::detail
