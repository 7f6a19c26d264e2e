
#include <iiindex/questionnaire.hpp>

#include "ground/catalogue.hpp"
#include "load/judgements/node_names.hpp"
#include "load/judgements/titles.hpp"
#include "present/questionnaire.hpp"
#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

std::vector<std::string> node_titles(const Index& index, Language language) {
    const NodeNames names(index);
    std::vector<std::string> titles;
    for (const Node& node : index.nodes) {
        const std::string& name = node.name.in(language);
        const bool is_clear = names.find(name).size() == 1 && !judgement_column(name);
        titles.push_back(is_clear ? name : node.code);
    }
    return titles;
}

std::vector<std::size_t> judged_nodes(const Index& index) {
    std::vector<std::size_t> nodes;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const Node& one = index.nodes[node];  // a formula has no weights
        if (one.children.size() > 1 && !one.aggregation.formula) nodes.push_back(node);
    }
    return nodes;
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

namespace {

/// A line of the table: an expert, and what the kind asks of them there.
struct Line {
    std::string expert;
    std::string first, second;  ///< a pair
    std::string vector;         ///< best-worst
};

void add_pairs(std::vector<Line>& lines, const Index& index, const std::string& expert,
               const std::vector<std::string>& titles) {
    for (const std::size_t node : judged_nodes(index)) {
        const auto& children = index.nodes[node].children;
        for (std::size_t i = 0; i < children.size(); ++i) {
            for (std::size_t j = i + 1; j < children.size(); ++j)
                lines.push_back({expert, titles[children[i]], titles[children[j]], {}});
        }
    }
}

std::vector<Line> lines_of(const Index& index, JudgementKind kind, std::size_t experts, Language language,
                           const std::vector<std::string>& titles) {
    std::vector<Line> lines;
    for (std::size_t i = 1; i <= experts; ++i) {
        const std::string expert = worded(language, "Expert {}", i);
        if (kind == JudgementKind::pairwise) {
            add_pairs(lines, index, expert, titles);
        } else if (kind == JudgementKind::best_worst) {
            lines.push_back({expert, {}, {}, worded(language, "best")});
            lines.push_back({expert, {}, {}, worded(language, "worst")});
        } else {
            lines.push_back({expert, {}, {}, {}});
        }
    }
    return lines;
}

}  // namespace

Document questionnaire_document(const Index& index, JudgementKind kind, std::size_t experts, Language language) {
    const std::vector<std::string> titles = node_titles(index, language);
    TableOf<Line> table("judgements", label(Label::empty_table, language),
                        lines_of(index, kind, experts, language, titles));
    table.text("expert", worded(language, "expert"), &Line::expert);
    const auto nothing = [](const Line&) { return missing; };
    if (kind == JudgementKind::pairwise) {
        table.text("a", worded(language, "a"), &Line::first);
        table.text("b", worded(language, "b"), &Line::second);
        table.number("preference", worded(language, "preference"), nothing);
    } else {
        if (kind == JudgementKind::best_worst)
            table.text("vector", worded(language, "vector"), &Line::vector);
        else
            table.text("judgements", worded(language, "judgements"), [kind](const Line&) { return to_string(kind); });
        for (const std::size_t node : judged_nodes(index)) {
            for (const std::size_t child : index.nodes[node].children)
                table.number(index.nodes[child].code, titles[child], nothing);
        }
    }
    Document document{.code = "template", .title = index.root().name.in(language)};
    document.tables.push_back(table.take());
    return document;
}

}  // namespace iiindex
