#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
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

}  // namespace iiindex::detail
