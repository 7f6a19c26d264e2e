#include <map>
#include <set>

#include <fmt/format.h>

#include <iiindex/dataset.hpp>
#include <iiindex/present.hpp>

#include "load/codes.hpp"
#include "present/table_of.hpp"
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

struct CheckedLine {
    const Checked* of;
    std::string origin_codes, origin_words;
};
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

Document template_document(const Index& index, const Dataset* data, const std::string& period, Language language) {
    const Period all = data ? data->periods.back() : Period();
    TableOf<std::size_t, Numbers> table("template", label(Label::empty_table, language),
                                        Numbers(all.first, all.first + all.count));
    // What a unit has no name for stays empty, to be filled in.
    const auto written = [data](TextColumn Units::*names) {
        return [data, names](std::size_t row) {
            const TextColumn& texts = data->units.*names;
            return texts.empty() ? std::string_view() : texts[row];
        };
    };
    table.text("code", label(Label::code, language), [data](std::size_t row) { return data->units.codes[row]; });
    table.text("name", label(Label::name, language), written(&Units::names));
    table.text("name_en", label(Label::english_name, language), written(&Units::names_english));
    table.text("period", label(Label::period, language), [period](std::size_t) { return std::string_view(period); });
    table.text("origin", label(Label::origin, language), [](std::size_t) { return ""; });
    const auto nothing = [](std::size_t) { return missing; };
    const std::vector<std::string> titles = indicator_titles(index, language);
    for (std::size_t i = 0; i < titles.size(); ++i) {
        table.number(index.nodes[index.indicators[i]].code, titles[i], nothing);
    }
    for (const std::string& denominator : index.denominators) table.number(denominator, denominator, nothing);
    Document document{.code = "template", .title = index.root().name.in(language)};
    document.tables.push_back(table.take());
    return document;
}

Document check_document(const std::vector<Checked>& inputs, Language language) {
    std::vector<CheckedLine> lines;
    for (const Checked& input : inputs) {
        lines.push_back({&input, listed(input.origins, ", ", [](Origin origin) { return to_string(origin); }),
                         listed(input.origins, language == Language::zh ? "、" : ", ",
                                [language](Origin origin) { return origin_words(origin, language); })});
    }
    const auto of = [](std::size_t Checked::*member) {
        return [member](const CheckedLine& line) { return line.of->*member; };
    };
    TableOf<CheckedLine> table("inputs", label(Label::checked, language), std::move(lines));
    table.text("file", label(Label::file, language),
               [](const CheckedLine& line) -> const std::string& { return line.of->file; });
    table.count("units", label(Label::unit_count, language), of(&Checked::units));
    table.count("periods", label(Label::periods, language), of(&Checked::periods));
    table.count("indicators", label(Label::indicators, language), of(&Checked::indicators));
    table.count("values", label(Label::values, language), of(&Checked::values));
    table.count("missing", label(Label::missing_values, language), of(&Checked::missing));
    table.text("origin", label(Label::origin, language), &CheckedLine::origin_codes).only_for(Audience::programs);
    table.text("origin", label(Label::origin, language), &CheckedLine::origin_words).only_for(Audience::people);
    Document document{.code = "check"};
    document.tables.push_back(table.take());
    return document;
}

}  // namespace iiindex
