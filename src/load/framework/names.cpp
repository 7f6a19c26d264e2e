#include "load/framework/names.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/framework/settings.hpp"
#include "load/framework/shares.hpp"
#include "load/table/title_parts.hpp"
#include "load/table/two_languages.hpp"

namespace iiindex::detail {
namespace {

class NameReader {
public:
    NameReader(std::vector<FrameworkNode>& nodes, const Text& text, Faults& faults, std::vector<Problem>& warnings)
        : nodes_(nodes), text_(text), faults_(faults), warnings_(warnings), is_taken_(nodes.size()) {}

    void read() {
        std::map<std::size_t, std::vector<std::size_t>> children;
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            parts_.push_back(split_title(nodes_[i].name));
            shares_.push_back(share_in(parts_.back()));
            const TitleParts& part = parts_.back();  // views of the names, which change
            names_.push_back({std::string(part.name), std::string(part.translation)});
            if (nodes_[i].parent) children[*nodes_[i].parent].push_back(i);
        }
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (!children.contains(i)) take_direction(i);
        }
        for (const auto& [parent, of] : children) take_weights(parent, of);
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (is_taken_[i])
                take_measure(i);
            else
                names_[i] = whole_names_of(nodes_[i].name);
            rename(i);
        }
    }

private:
    struct Names {
        std::string own, english;
    };

    static Names whole_names_of(const std::string& name) {
        const auto languages = in_two_languages(name);
        if (!languages) return {name, {}};
        return {std::string(languages->chinese), std::string(languages->translation)};
    }

    void take_direction(std::size_t i) {
        if (parts_[i].direction.empty() || nodes_[i].json.find("direction") != nullptr) return;
        put(i, "direction", std::string(parts_[i].direction));
    }

    void put(std::size_t i, std::string_view key, std::string text) {
        put_setting(nodes_[i].json, key, {std::move(text), nodes_[i].at.begin, nodes_[i].at.length}, faults_);
        is_taken_[i] = true;
    }

    void take_weights(std::size_t parent, const std::vector<std::size_t>& children) {
        std::vector<Share> shares;
        bool by_words = true;
        double sum = 0;
        for (const std::size_t child : children) {
            const auto& share = shares_[child];
            const bool has_weight = nodes_[child].json.find("weight") != nullptr;
            if (has_weight || !share || (!shares.empty() && share->mark != shares.front().mark)) return;
            shares.push_back(*share);
            by_words = by_words && !parts_[child].weight.empty();
            sum += share->number;
        }
        const Share::Mark mark = shares.front().mark;
        if (mark == Share::Mark::none && children.size() == 1 && !by_words) return;  // "X (1)" is its name
        if (by_words || mark == Share::Mark::points || make_a_whole(shares, shares_[parent])) {
            for (std::size_t i = 0; i < children.size(); ++i) {
                put(children[i], "weight", shares[i].text);
                parts_[children[i]].measure = shares[i].measure;
            }
        } else if (mark == Share::Mark::percent) {
            const GridCell& at = nodes_[children.front()].at;
            warnings_.push_back(
                text_.problem({at.begin, at.length,
                               said("percentages behind the names of the children of '{}' are no weights, as they sum "
                                    "to {}%",
                                    names_[parent].own, std::round(sum * 1e6) / 1e6),
                               said("give the nodes weights in a column of their own, or correct the percentages")}));
        }
    }

    void take_measure(std::size_t i) {
        FrameworkNode& node = nodes_[i];
        const std::string& measure = parts_[i].measure;
        if (!measure.empty() && node.json.find("measure") == nullptr) put_text(node.json, "measure", measure, node.at);
    }

    void rename(std::size_t i) {
        FrameworkNode& node = nodes_[i];
        node.name = std::move(names_[i].own);
        for (JsonMember& member : node.json.members) {
            if (member.key == "name") member.value.string = node.name;
        }
        if (names_[i].english.empty() || node.json.find("name_en") != nullptr) return;
        node.name_en = std::move(names_[i].english);
        put_text(node.json, "name_en", node.name_en, node.at);
    }

    std::vector<FrameworkNode>& nodes_;
    const Text& text_;
    Faults& faults_;
    std::vector<Problem>& warnings_;
    std::vector<TitleParts> parts_;
    std::vector<Names> names_;
    std::vector<std::optional<Share>> shares_;
    std::vector<bool> is_taken_;
};

}  // namespace

void take_from_names(std::vector<FrameworkNode>& nodes, const Text& text, Faults& faults,
                     std::vector<Problem>& warnings) {
    NameReader(nodes, text, faults, warnings).read();
}

}  // namespace iiindex::detail
