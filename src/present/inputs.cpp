#include <map>
#include <set>

#include <fmt/format.h>

#include <iiindex/present.hpp>

#include "load/codes.hpp"
#include "present/columns.hpp"
#include "text/normal.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The origins of an input's values, by their words in one language or by their codes.
template <class Words>
std::string listed(const std::vector<Origin>& origins, std::string_view separator, const Words& words_of) {
    std::vector<std::string_view> words;
    for (const Origin origin : origins) words.push_back(words_of(origin));
    return fmt::format("{}", fmt::join(words, separator));
}

/// What titles the columns of indicators: their names, but the code where a reader would take the name for another
/// column's.
std::vector<std::string> indicator_titles(const Index& index, Language language) {
    std::map<std::string, std::size_t> uses;
    for (const Node& node : index.nodes) {
        std::set<std::string> forms = {title_form(node.code), title_form(node.name.own), title_form(node.name.english)};
        for (const std::string& form : forms) ++uses[form];
    }
    std::vector<std::string> titles;
    for (const std::size_t node : index.indicators) {
        const std::string& name = index.nodes[node].name.in(language);
        const std::string form = title_form(name);
        const bool is_clear = uses[form] == 1 && !fixed_title(form) && !form.starts_with("group:");
        titles.push_back(is_clear ? name : index.nodes[node].code);
    }
    return titles;
}

}  // namespace

Document template_document(const Index& index, const Dataset* units, const std::string& period, Language language) {
    const std::size_t rows = units ? units->periods.back().count : 0;
    const std::size_t first = units ? units->periods.back().first : 0;
    Table table{.code = "template", .title = std::string(label(Label::empty_table, language)), .rows = rows};
    const auto text = [&](std::string_view code, Label title, auto text_of) {
        table.columns.push_back(text_column(code, label(title, language), text_of));
    };
    text("code", Label::code, [units, first](std::size_t i) { return units->units.codes[first + i]; });
    text("name", Label::name, [units, first](std::size_t i) { return units->units.name(first + i, Language::zh); });
    text("name_en", Label::english_name,
         [units, first](std::size_t i) { return units->units.name(first + i, Language::en); });
    text("period", Label::period, [period](std::size_t) { return std::string_view(period); });
    text("origin", Label::origin, [](std::size_t) { return std::string_view(); });
    const auto nothing = [](std::size_t) { return missing; };
    const std::vector<std::string> titles = indicator_titles(index, language);
    for (std::size_t i = 0; i < titles.size(); ++i) {
        table.columns.push_back(number_column(index.nodes[index.indicators[i]].code, titles[i], nothing));
    }
    for (const std::string& denominator : index.denominators) {
        table.columns.push_back(number_column(denominator, denominator, nothing));
    }
    Document document{.code = "template", .title = index.root().name.in(language)};
    document.tables.push_back(std::move(table));
    return document;
}

Document check_document(const std::vector<Checked>& inputs, Language language) {
    Table table{.code = "inputs", .title = std::string(label(Label::checked, language)), .rows = inputs.size()};
    const auto counts = [&](std::string_view code, Label title, std::size_t Checked::*member) {
        table.columns.push_back(
            count_column(code, label(title, language), [&inputs, member](std::size_t i) { return inputs[i].*member; }));
    };
    table.columns.push_back(text_column("file", label(Label::file, language),
                                        [&](std::size_t i) { return std::string_view(inputs[i].file); }));
    counts("units", Label::unit_count, &Checked::units);
    counts("periods", Label::periods, &Checked::periods);
    counts("indicators", Label::indicators, &Checked::indicators);
    counts("values", Label::values, &Checked::values);
    counts("missing", Label::missing_values, &Checked::missing);
    std::vector<std::string> codes, words;
    for (const Checked& input : inputs) {
        codes.push_back(listed(input.origins, ", ", [](Origin origin) { return to_string(origin); }));
        words.push_back(listed(input.origins, language == Language::zh ? "、" : ", ",
                               [language](Origin origin) { return origin_words(origin, language); }));
    }
    table.columns.push_back(texts_column("origin", label(Label::origin, language), std::move(codes)));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(texts_column("origin", label(Label::origin, language), std::move(words)));
    table.columns.back().audience = Audience::people;
    Document document{.code = "check"};
    document.tables.push_back(std::move(table));
    return document;
}

}  // namespace iiindex
