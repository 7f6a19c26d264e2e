#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iiindex::detail {

/// A page of HTML in the making. Texts and attributes are escaped as they are written.
class Html {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    void open(std::string_view element, Attributes attributes = {});
    /// Ends an element, and the line; `end` within a line.
    void close(std::string_view element);
    void end(std::string_view element);
    void text(std::string_view text);
    /// An element with a text in it.
    void put(std::string_view element, std::string_view text, Attributes attributes = {});
    /// What is markup already: a drawing, a style, a script.
    void raw(std::string_view markup) { out_ += markup; }

    std::string finish() && { return std::move(out_); }

private:
    std::string out_;
};

/// A table of texts: those of numeric columns stand to the right.
struct HtmlTable {
    struct Column {
        std::string title;
        bool numeric = false;
        std::string css_class = {};
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row_classes = {};           ///< a row each, or none
    std::vector<std::vector<std::string>> remarks = {};  ///< on the cells, as `rows` are, or none; most are empty
};

void put_table(Html& html, const HtmlTable& table, std::string_view css_class);

/// What a Content-Security-Policy calls a text: 'sha256-...', from the digest in hexadecimal.
std::string policy_source(std::string_view hexadecimal);

}  // namespace iiindex::detail
