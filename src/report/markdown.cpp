#include "report/markdown.hpp"

#include <algorithm>
#include <string>

#include "text/utf8.hpp"

namespace iiindex::detail {

/// The lines of a text, without their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

namespace {

/// What stands within a line: emphasis, code, links. Everything else is text, and escaped.
class Inline {
public:
    Inline(Html& html, std::string_view text) : html_(html), rest_(text) {}

    void write() {
        while (!rest_.empty()) {
            if (!between("**", "strong") && !between("*", "em") && !between("`", "code") && !link()) take(1);
        }
        flush();
    }

private:
    /// An element from a mark to the next of its kind; false where none begins here.
    bool between(std::string_view mark, std::string_view element) {
        if (!rest_.starts_with(mark)) return false;
        const std::size_t end = rest_.find(mark, mark.size());
        const std::string_view inner =
            end == rest_.npos ? std::string_view() : rest_.substr(mark.size(), end - mark.size());
        if (inner.empty() || inner != trimmed(inner)) return false;
        flush();
        html_.open(element);
        if (element == "code")
            html_.text(inner);
        else
            Inline(html_, inner).write();
        html_.end(element);
        rest_.remove_prefix(end + mark.size());
        return true;
    }
    /// [text](address), of addresses on the web alone.
    bool link() {
        if (!rest_.starts_with('[')) return false;
        const std::size_t middle = rest_.find("]("), end = rest_.find(')', std::min(middle, rest_.size()));
        if (middle == rest_.npos || end == rest_.npos) return false;
        const std::string_view address = rest_.substr(middle + 2, end - middle - 2);
        if (!address.starts_with("https://") && !address.starts_with("http://")) return false;
        flush();
        html_.open("a", {{"href", address}, {"rel", "noreferrer"}});
        html_.text(rest_.substr(1, middle - 1));
        html_.end("a");
        rest_.remove_prefix(end + 1);
        return true;
    }
    void take(std::size_t bytes) {
        plain_ += rest_.substr(0, bytes);
        rest_.remove_prefix(bytes);
    }
    void flush() {
        html_.text(plain_);
        plain_.clear();
    }

    Html& html_;
    std::string_view rest_;
    std::string plain_;
};

/// What a line begins with of a list: the length of "- " or "12. "; 0 of no list.
std::size_t list_mark(std::string_view line) {
    if (line.starts_with("- ") || line.starts_with("* ")) return 2;
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    return digits > 0 && line.substr(digits).starts_with(". ") ? digits + 2 : 0;
}

/// Blocks of Markdown: headings below the page's own, lists, paragraphs.
class Blocks {
public:
    explicit Blocks(Html& html) : html_(html) {}

    void write(std::string_view markdown) {
        for (const std::string_view whole : lines_of(markdown)) {
            const std::string_view line = trimmed(whole);
            const std::size_t mark = list_mark(line);
            if (line.empty()) {
                end();
            } else if (line.starts_with("### ")) {
                end();
                put("h4", line.substr(4));
            } else if (mark > 0) {
                add_item(line.front() == '-' || line.front() == '*' ? "ul" : "ol", line.substr(mark));
            } else if (!list_.empty()) {
                items_.back() += joint(items_.back(), line) + std::string(line);
            } else {
                paragraph_ += joint(paragraph_, line) + std::string(line);
            }
        }
        end();
    }

private:
    /// What stands between two lines of one paragraph: nothing where Chinese goes on.
    static std::string joint(const std::string& before, std::string_view next) {
        if (before.empty()) return {};
        const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        return is_ascii(before.back()) || is_ascii(next.front()) ? " " : "";
    }
    void put(std::string_view element, std::string_view text) {
        html_.open(element);
        Inline(html_, text).write();
        html_.close(element);
    }
    void add_item(std::string_view list, std::string_view text) {
        if (list != list_) end();
        list_ = list;
        items_.emplace_back(text);
    }
    void end() {
        if (!paragraph_.empty()) put("p", paragraph_);
        paragraph_.clear();
        if (list_.empty()) return;
        html_.open(list_);
        for (const std::string& item : items_) put("li", item);
        html_.close(list_);
        list_ = {};
        items_.clear();
    }

    Html& html_;
    std::string paragraph_;
    std::string_view list_;
    std::vector<std::string> items_;
};

}  // namespace

void put_markdown(Html& html, std::string_view markdown) { Blocks(html).write(markdown); }

}  // namespace iiindex::detail
