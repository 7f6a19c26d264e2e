#include "load/xlsx/xml.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "ground/catalogue.hpp"
#include "load/table/encoding.hpp"
#include "load/text.hpp"

namespace iiindex::detail {
namespace {

[[noreturn]] void refuse_part(const Package& package, const std::string& part, std::string_view why) {
    refuse(package.file(), said("a damaged workbook: its part '{}' {}", part, why),
           said("open it in a spreadsheet and save it again"));
}

/// Entities of a part's own could blow a few bytes up to any size: no workbook has them.
void refuse_entities(const Package& package, const std::string& part, std::string_view text) {
    if (text.find("<!DOCTYPE") != text.npos || text.find("<!ENTITY") != text.npos) {
        refuse_part(package, part, said("declares entities, which no spreadsheet does"));
    }
}

constexpr unsigned parsing = pugi::parse_default | pugi::parse_ws_pcdata_single;

/// The local name of the tag whose name begins at `at`.
std::string_view name_at(std::string_view text, std::size_t at) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n/>", at), text.size());
    const std::string_view name = text.substr(at, end - at);
    return name.substr(name.find(':') == name.npos ? 0 : name.find(':') + 1);
}

/// Finds the tags of a text, past comments and the like.
class Tags {
public:
    explicit Tags(std::string_view text) : text_(text) {}

    struct Tag {
        std::size_t begin = 0;
        std::size_t end = 0;  ///< behind it
        std::string_view name;
        bool opens = true;
        bool closes = false;
    };

    /// False at the end of the text; `broken` is set where a tag is not closed.
    bool next(Tag& tag) {
        for (std::size_t at; (at = text_.find('<', at_)) != text_.npos;) {
            if (skip(at, "<!--", "-->") || skip(at, "<![CDATA[", "]]>") || skip(at, "<?", "?>")) continue;
            const std::size_t close = text_.find('>', at);
            if (close == text_.npos) break;
            at_ = close + 1;
            const bool is_end = at + 1 < text_.size() && text_[at + 1] == '/';
            tag = {.begin = at,
                   .end = at_,
                   .name = name_at(text_.substr(0, close), at + (is_end ? 2 : 1)),
                   .opens = !is_end,
                   .closes = is_end || text_[close - 1] == '/'};
            return true;
        }
        broken = broken || text_.find('<', at_) != text_.npos;
        return false;
    }

    /// Goes behind the element that a tag opens.
    std::size_t end_of_element(Tag tag) {
        std::size_t end = tag.end;
        for (std::size_t depth = tag.closes ? 0 : 1; depth > 0 && next(tag); end = tag.end) {
            if (!tag.opens) --depth;
            if (tag.opens && !tag.closes) ++depth;
        }
        return end;
    }

    bool broken = false;

private:
    bool skip(std::size_t at, std::string_view begin, std::string_view end) {
        if (text_.substr(at, begin.size()) != begin) return false;
        const std::size_t close = text_.find(end, at + begin.size());
        broken = broken || close == text_.npos;
        at_ = close == text_.npos ? text_.size() : close + end.size();
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::string_view local_name(const char* name) {
    const char* const colon = std::strchr(name, ':');
    return colon == nullptr ? name : colon + 1;
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
    return node.find_child([&](const pugi::xml_node& child) { return local_name(child.name()) == name; });
}

std::string_view attribute_named(const pugi::xml_node& node, std::string_view name) {
    return node.find_attribute([&](const pugi::xml_attribute& one) { return local_name(one.name()) == name; }).value();
}

pugi::xml_document parse_part(const Package& package, const std::string& part) {
    const std::string text = package.read(part);
    refuse_entities(package, part, text);
    pugi::xml_document document;
    const auto result = document.load_buffer(text.data(), text.size(), parsing);
    if (!result) refuse_part(package, part, said("is no XML: {}", result.description()));
    return document;
}

void for_elements(const Package& package, const std::string& part, std::string_view text,
                  const std::function<bool(std::string_view name)>& is_wanted,
                  const std::function<void(const pugi::xml_node&)>& take, bool is_whole) {
    refuse_entities(package, part, text);
    if (find_bad_utf8(text)) refuse_part(package, part, said("is no UTF-8"));
    Tags tags(text);
    std::size_t depth = 0;
    pugi::xml_document element;
    for (Tags::Tag tag; tags.next(tag);) {
        if (!tag.opens) {
            if (depth-- == 0) refuse_part(package, part, said("is no XML: a tag is closed that was not opened"));
        } else if (!is_wanted(tag.name)) {
            depth += tag.closes ? 0 : 1;
        } else {
            const std::size_t begin = tag.begin, end = tags.end_of_element(tag);
            const auto parsed = element.load_buffer(text.data() + begin, end - begin, parsing, pugi::encoding_utf8);
            if (!parsed) refuse_part(package, part, said("is no XML: {}", parsed.description()));
            take(element.first_child());
        }
    }
    if (is_whole && (tags.broken || depth > 0))
        refuse_part(package, part, said("is no XML: it ends before its tags are closed"));
}

std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned character = 0;
        const bool is_escape = text.substr(at, 2) == "_x" && at + 6 < text.size() && text[at + 6] == '_';
        if (is_escape) {
            const char* const digits = text.data() + at + 2;
            const auto [end, error] = std::from_chars(digits, digits + 4, character, 16);
            if (error == std::errc() && end == digits + 4 && character < 0x80) {
                plain += static_cast<char>(character);
                at += 6;
                continue;
            }
        }
        plain += text[at];
    }
    return plain;
}

}  // namespace iiindex::detail
