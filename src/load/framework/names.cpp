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
#include "load/table/number.hpp"
#include "load/table/title_parts.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// A number above 0 in brackets that may be a weight.
struct Share {
    enum class Mark { none, percent, points };

    double number = 0;
    Mark mark = Mark::none;
    std::string text;     ///< as a cell of weights would say it
    std::string measure;  ///< what stands before it
};

std::optional<Share> share_in(const TitleParts& parts) {
    std::string_view text = parts.weight;
    Share share;
    if (text.empty()) {  // the measure, or what stands behind it
        const std::size_t comma = parts.measure.rfind(", ");
        text = std::string_view(parts.measure).substr(comma == parts.measure.npos ? 0 : comma + 2);
        share.measure = parts.measure.substr(0, comma == parts.measure.npos ? 0 : comma);
    } else {
        share.measure = parts.measure;
    }
    for (const std::string_view points : {"分", "points", "pts"}) {
        if (!text.ends_with(points)) continue;
        text = trimmed(text.substr(0, text.size() - points.size()));
        share.mark = Share::Mark::points;
    }
    const NumberCell cell = read_number(text, {.percent = Percent::allowed}, "");
    const bool is_weight = cell.kind == NumberCell::Kind::number && cell.number > 0;
    if (!is_weight || (cell.has_percent && share.mark == Share::Mark::points)) return std::nullopt;
    if (cell.has_percent) share.mark = Share::Mark::percent;
    share.number = cell.number;
    share.text = text;
    return share;
}

class NameReader {
public:
    NameReader(std::vector<FrameworkNode>& nodes, const Text& text, Faults& faults, std::vector<Problem>& warnings)
        : nodes_(nodes),
          text_(text),
          faults_(faults),
          warnings_(warnings),
          shares_(nodes.size()),
          is_taken_(nodes.size()) {}

    void read() {
        std::map<std::size_t, std::vector<std::size_t>> children;
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            parts_.push_back(split_title(nodes_[i].name));
            names_.emplace_back(parts_.back().name);  // the parts are views of the names, which change
            if (nodes_[i].parent) children[*nodes_[i].parent].push_back(i);
        }
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (!children.contains(i)) take_direction(i);
        }
        for (const auto& [parent, of] : children) take_weights(parent, of);
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (is_taken_[i]) rename(i);
        }
    }

private:
    void take_direction(std::size_t i) {
        if (parts_[i].direction.empty() || nodes_[i].json.find("direction") != nullptr) return;
        put(i, "direction", std::string(parts_[i].direction));
    }

    void put(std::size_t i, std::string_view key, std::string text) {
        put_setting(nodes_[i].json, key, {std::move(text), nodes_[i].at.begin, nodes_[i].at.length}, faults_);
        is_taken_[i] = true;
    }

    void take_weights(std::size_t parent, const std::vector<std::size_t>& children) {
        double whole = 0;
        bool by_words = true;
        for (const std::size_t child : children) {
            shares_[child] = share_in(parts_[child]);
            const bool has_weight = nodes_[child].json.find("weight") != nullptr;
            if (has_weight || !shares_[child] || shares_[child]->mark != shares_[children.front()]->mark) return;
            whole += shares_[child]->number;
            by_words = by_words && !parts_[child].weight.empty();
        }
        const Share::Mark mark = shares_[children.front()]->mark;
        if (mark == Share::Mark::none && children.size() == 1 && !by_words) return;  // "X (1)" is its name
        if (by_words || mark == Share::Mark::points || is_whole(whole, mark, shares_[parent])) {
            for (const std::size_t child : children) {
                put(child, "weight", shares_[child]->text);
                parts_[child].measure = shares_[child]->measure;
            }
        } else if (mark == Share::Mark::percent) {
            const GridCell& at = nodes_[children.front()].at;
            warnings_.push_back(
                text_.problem({at.begin, at.length,
                               said("percentages behind the names of the children of '{}' are no weights, as they sum "
                                    "to {}%",
                                    names_[parent], std::round(whole * 1e6) / 1e6),
                               said("give the nodes weights in a column of their own, or correct the percentages")}));
        }
    }

    /// Whether numbers are shares of 1 or 100, or of what their parent has.
    static bool is_whole(double sum, Share::Mark mark, const std::optional<Share>& parent) {
        const auto is_near = [sum](double whole) { return std::abs(sum - whole) <= 0.005 * whole; };
        return is_near(100) || (mark == Share::Mark::none && is_near(1)) ||
               (parent && parent->mark == mark && is_near(parent->number));
    }

    void rename(std::size_t i) {
        FrameworkNode& node = nodes_[i];
        const std::string& measure = parts_[i].measure;
        if (!measure.empty() && node.json.find("measure") == nullptr) put_text(node.json, "measure", measure, node.at);
        node.name = names_[i];
        for (JsonMember& member : node.json.members) {
            if (member.key == "name") member.value.string = node.name;
        }
    }

    std::vector<FrameworkNode>& nodes_;
    const Text& text_;
    Faults& faults_;
    std::vector<Problem>& warnings_;
    std::vector<TitleParts> parts_;
    std::vector<std::string> names_;
    std::vector<std::optional<Share>> shares_;
    std::vector<bool> is_taken_;
};

}  // namespace

void take_from_names(std::vector<FrameworkNode>& nodes, const Text& text, Faults& faults,
                     std::vector<Problem>& warnings) {
    NameReader(nodes, text, faults, warnings).read();
}

}  // namespace iiindex::detail
