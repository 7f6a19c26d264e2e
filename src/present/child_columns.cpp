#include "present/child_columns.hpp"

#include "ground/catalogue.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

void add_child_columns(TableBuilder& table, const Index& index, bool several, Audience node_names, Language language,
                       const ReadRow<std::size_t>& child_of) {
    const auto child = [&index, child_of](const void* row) -> const Node& { return index.nodes[child_of(row)]; };
    const auto node = [&index, child](const void* row) -> const Node& { return index.nodes[child(row).parent]; };
    table
        .text(
            "node", label(Label::node, language), [node](const void* row) -> const auto& { return node(row).code; })
        .only_for(Audience::programs);
    table
        .text(
            "code", label(Label::code, language), [child](const void* row) -> const auto& { return child(row).code; })
        .only_for(Audience::programs);
    if (several) {
        table
            .text(
                "node_name", worded_in(language, "a node above", "Of"),
                [ node, language ](const void* row) -> const auto& { return node(row).name.in(language); })
            .only_for(node_names);
    }
    table.text(
        "name", label(Label::node, language),
        [ child, language ](const void* row) -> const auto& { return child(row).name.in(language); });
}

}  // namespace iiindex::detail
