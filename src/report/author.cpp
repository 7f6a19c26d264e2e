#include <algorithm>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "load/table/encoding.hpp"
#include "load/text.hpp"
#include "report/markdown.hpp"
#include "report/sections.hpp"
#include "text/commas.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// A heading without what says that its text comes after the part.
std::pair<std::string_view, AuthorText::Where> place_of(std::string_view heading) {
    for (const auto& [mark, where] : {std::pair{"(after)", AuthorText::Where::after},
                                      {"（之后）", AuthorText::Where::after},
                                      {"(before)", AuthorText::Where::before},
                                      {"（之前）", AuthorText::Where::before}}) {
        const std::string_view end(mark);
        if (heading.ends_with(end)) return {trimmed(heading.substr(0, heading.size() - end.size())), where};
    }
    return {heading, AuthorText::Where::before};
}

/// The part of the page that a heading names; empty where there is none.
std::string part_of(std::string_view name, const Index& index) {
    const std::string wanted = title_form(name);
    for (const Section& section : report_sections()) {
        for (const std::string_view one : {section.id, section.title(Language::zh), section.title(Language::en)}) {
            if (title_form(one) == wanted) return std::string(section.id);
        }
    }
    for (const std::size_t child : index.root().children) {
        const Node& node = index.nodes[child];
        for (const std::string& one : {node.code, node.name.own, node.name.english}) {
            if (!one.empty() && title_form(one) == wanted) return "node-" + node.code;
        }
    }
    return {};
}

std::vector<std::string_view> names_of_parts(const Index& index, Language language) {
    std::vector<std::string_view> names;
    for (const Section& section : report_sections()) names.push_back(section.title(language));
    for (const std::size_t child : index.root().children) names.push_back(index.nodes[child].name.in(language));
    return names;
}

std::string remedy_of(std::string_view name, const std::vector<std::string_view>& parts) {
    std::string near = did_you_mean(name, parts);
    return near.empty() ? said("the page has {}", fmt::join(parts, list_comma(spoken()))) : near;
}

}  // namespace

void put_author(Html& html, const ReportInput& input, std::string_view part, AuthorText::Where where) {
    for (const AuthorText& text : input.texts) {
        if (text.part != part || text.where != where) continue;
        html.open("div", {{"class", "author"}});
        put_markdown(html, text.markdown);
        html.close("div");
    }
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

std::vector<AuthorText> author_texts(const Source& file, const Index& index, Language language) {
    std::string_view characters = file.bytes;
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (characters.starts_with(mark)) characters.remove_prefix(mark.size());
    if (find_bad_utf8(characters)) refuse(file.name, said("is not in UTF-8"), said("save the text as UTF-8"));
    const Text text(file.name, characters);
    std::vector<Problem> problems;
    std::vector<AuthorText> texts;
    const auto parts = names_of_parts(index, language);
    bool is_below_heading = false;
    for (const std::string_view line : lines_of(characters)) {
        const auto at = static_cast<std::size_t>(line.data() - characters.data());
        const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
        if (level > 0 && level < 3 && line.substr(level).starts_with(' ')) {
            const auto [name, where] = place_of(trimmed(line.substr(level)));
            texts.push_back({.part = part_of(name, index), .where = where});
            if (texts.back().part.empty())
                problems.push_back(text.problem(
                    {at, line.size(), said("no part of the page is called '{}'", name), remedy_of(name, parts)}));
            is_below_heading = true;
        } else if (is_below_heading) {
            texts.back().markdown += std::string(line) + '\n';
        } else if (!trimmed(line).empty()) {
            problems.push_back(text.problem({at, line.size(), said("this stands before the first heading"),
                                             said("begin with # and the part of the page that it belongs to")}));
            is_below_heading = true;
            texts.emplace_back();
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    return texts;
}

}  // namespace iiindex
