#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace iiindex::detail {

/// Numbers for few texts that come many times: periods, groups. 0 is the first that came.
class Labels {
public:
    std::uint32_t number_of(std::string_view text) {
        if (last_ < texts_.size() && texts_[last_] == text) return last_;
        if (const auto found = numbers_.find(text); found != numbers_.end()) return last_ = found->second;
        last_ = static_cast<std::uint32_t>(texts_.size());
        texts_.emplace_back(text);
        numbers_.emplace(text, last_);
        return last_;
    }
    const std::vector<std::string>& texts() const noexcept { return texts_; }
    std::size_t size() const noexcept { return texts_.size(); }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::vector<std::string> texts_;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
    std::uint32_t last_ = 0;
};

/// Numbers for labels of which those that look the same have one: the first that came stands for all, without what
/// cannot be seen.
class AlikeLabels {
public:
    /// form   what labels are told apart by
    /// shown  what is kept of one
    using Change = std::function<std::string(std::string_view)>;
    AlikeLabels(Change form, Change shown) : form_(std::move(form)), shown_(std::move(shown)) {}

    std::uint32_t number_of(std::string_view text) {
        if (const auto known = numbers_.find(std::string(text)); known != numbers_.end()) return known->second;
        const auto [place, is_new] = forms_.emplace(form_(text), static_cast<std::uint32_t>(texts_.size()));
        if (is_new) {
            texts_.push_back(shown_(text));
            first_.emplace_back(text);
        } else {
            joined_.emplace_back(text, first_[place->second]);
        }
        numbers_.emplace(text, place->second);
        return place->second;
    }
    const std::vector<std::string>& texts() const noexcept { return texts_; }
    /// Labels that were taken for another one, which is second, as they stood.
    const std::vector<std::pair<std::string, std::string>>& joined() const noexcept { return joined_; }

private:
    Change form_, shown_;
    std::vector<std::string> texts_;
    std::vector<std::string> first_;  ///< as it stood
    std::vector<std::pair<std::string, std::string>> joined_;
    std::unordered_map<std::string, std::uint32_t> numbers_, forms_;
};

}  // namespace iiindex::detail
