#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// The nodes of an index by code or either name, as tables of judgements write them. The index must outlive it.
class NodeNames {
public:
    explicit NodeNames(const Index& index);

    /// The node with this code, else those that go by a text that looks the same, or by either part of one in two
    /// languages; never the root.
    const std::vector<std::size_t>& find(std::string_view text) const;
    bool knows(std::string_view text) const { return !find(text).empty(); }
    /// The nodes whose names stand in a longer text, each once, in order: "How important is [Health]?". Of names within
    /// names the longest counts; none where a name is that of several nodes.
    std::vector<std::size_t> named_in(std::string_view text) const;
    /// "did you mean 'research'?", or empty.
    std::string near(std::string_view text) const;

private:
    std::unordered_map<std::string, std::vector<std::size_t>> codes_, forms_;
    mutable std::unordered_map<std::string, const std::vector<std::size_t>*> found_;
    std::vector<std::string_view> words_;

    /// A name in lower case, and the nodes that go by it.
    struct Lowered {
        std::string name;
        const std::vector<std::size_t>* nodes;
    };
    const std::vector<Lowered>& lowered() const;
    mutable std::vector<Lowered> lowered_;  ///< the longest first; made when first asked for
};

}  // namespace iiindex::detail
