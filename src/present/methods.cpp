#include <memory>
#include <span>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/present.hpp>
#include <iiindex/weigh.hpp>

#include "present/columns.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct Line {
    std::string_view setting;  ///< the key of an index file
    std::string_view name;
    std::string keys;  ///< what may stand beside the method
    std::string_view summary;
};

std::string joined(std::span<const std::string_view> keys) { return fmt::format("{}", fmt::join(keys, ", ")); }

std::vector<Line> all_methods() {
    std::vector<Line> lines;
    for (const auto& method : imputation_methods()) {
        const bool by_group = method.looks == ImputationMethod::Looks::at_groups;
        lines.push_back({"impute", method.name, by_group ? "group" : "", method.summary});
    }
    for (const auto& method : reshaping_methods()) lines.push_back({"treat: then", method.name, "", method.summary});
    for (const auto& method : transform_methods()) lines.push_back({"transform", method.name, "", method.summary});
    for (const auto& method : normalisation_methods()) {
        lines.push_back({"normalisation", method.name, joined(method.keys), method.summary});
    }
    for (const auto& method : weighting_methods()) lines.push_back({"weighting", method.name, "", method.summary});
    for (const auto& method : aggregation_methods()) {
        lines.push_back({"aggregation", method.name, joined(method.keys), method.summary});
    }
    return lines;
}

}  // namespace

Document methods_document(Language language) {
    const auto lines = std::make_shared<const std::vector<Line>>(all_methods());
    Table table{.code = "methods", .rows = lines->size()};
    const auto text = [&](std::string_view code, Label title, auto member) {
        table.columns.push_back(text_column(code, label(title, language), [lines, member](std::size_t i) {
            return std::string_view((*lines)[i].*member);
        }));
    };
    text("setting", Label::setting, &Line::setting);
    text("method", Label::method, &Line::name);
    text("keys", Label::keys, &Line::keys);
    text("summary", Label::summary, &Line::summary);
    table.columns.back().wraps = true;
    Document document{.code = "methods"};
    document.tables.push_back(std::move(table));
    return document;
}

}  // namespace iiindex
