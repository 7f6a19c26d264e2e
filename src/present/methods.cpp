#include <span>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/present.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct MethodEntry {
    std::string_view setting;  ///< the key of an index file
    std::string_view name;
    std::string keys;  ///< what may stand beside the method
    std::string_view summary;
};

std::string joined(std::span<const std::string_view> keys) { return fmt::format("{}", fmt::join(keys, ", ")); }

std::vector<MethodEntry> all_methods() {
    std::vector<MethodEntry> entries;
    for (const auto& method : imputation_methods()) {
        const bool by_group = method.looks == ImputationMethod::Looks::at_groups;
        entries.push_back({"impute", method.name, by_group ? "group" : "", method.summary});
    }
    for (const auto& method : reshaping_methods()) entries.push_back({"treat: then", method.name, "", method.summary});
    for (const auto& method : transform_methods()) entries.push_back({"transform", method.name, "", method.summary});
    for (const auto& method : normalisation_methods()) {
        entries.push_back({"normalisation", method.name, joined(method.keys), method.summary});
    }
    for (const auto& method : weighting_methods()) {
        entries.push_back({"weighting", method.name, joined(method.keys), method.summary});
    }
    for (const auto& method : aggregation_methods()) {
        entries.push_back({"aggregation", method.name, joined(method.keys), method.summary});
    }
    for (const auto& function : formula_functions())
        entries.push_back({"formula", function.shape, "", function.summary});
    return entries;
}

}  // namespace

Document methods_document(Language language) {
    TableOf<MethodEntry> table("methods", "", all_methods());
    table.text("setting", label(Label::setting, language), &MethodEntry::setting);
    table.text("method", label(Label::method, language), &MethodEntry::name);
    table.text("keys", label(Label::keys, language), &MethodEntry::keys);
    table.text("summary", label(Label::summary, language), &MethodEntry::summary).only_for(Audience::programs);
    table
        .text("summary_words", label(Label::summary, language),
              [language](const MethodEntry& entry) { return translated(entry.summary, language); })
        .wrapped()
        .only_for(Audience::people);
    Document document{.code = "methods"};
    document.tables.push_back(table.take());
    return document;
}

}  // namespace iiindex
