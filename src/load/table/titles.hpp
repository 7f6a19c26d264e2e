#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <iiindex/index.hpp>

#include "load/codes.hpp"
#include "load/table/title_parts.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {

/// What a title may mean: a column that is the same for every index, a node, an input.
struct Meaning {
    std::optional<FixedTitle> fixed;
    std::optional<LongColumn> long_column;  ///< counts only where no other shape fits
    std::string group;                      ///< the name of a grouping
    std::optional<std::size_t> input;       ///< a column that is no indicator
    std::vector<std::size_t> indicators;    ///< nodes
    std::vector<std::size_t> inner;         ///< nodes that are computed
    bool is_code = false;                   ///< the nodes by their code, letter for letter
    std::string measure;                    ///< what stood in brackets behind a name
    std::optional<Direction> direction;     ///< likewise

    bool names_unit() const { return fixed && names_units(*fixed); }
    bool empty() const { return !fixed && !input && indicators.empty() && inner.empty() && group.empty(); }
};

/// What a column is called that is a node's, but for what a person would not see as a difference.
class TitlesOf {
public:
    explicit TitlesOf(const Node& node)
        : forms_{title_form(node.code), title_form(node.name.own), title_form(node.name.english)} {}

    bool have(std::string_view title) const {
        return !title.empty() && std::find(forms_.begin(), forms_.end(), title_form(title)) != forms_.end();
    }

private:
    std::array<std::string, 3> forms_;
};

/// What the titles of a table are matched with. The index must outlive it.
class TitleWords {
public:
    /// columns   as in LoadOptions: what titles mean, whatever they say. Throws InputError for what is no column.
    explicit TitleWords(const Index& index, const std::vector<std::pair<std::string, std::string>>& columns = {});

    const Index& index() const noexcept { return index_; }

    /// By what is the same letter for letter before what only looks the same, and by that before a name with a measure
    /// in brackets behind it. Of a title in two languages by what it says in Chinese before its translation.
    ///
    /// is_escaped   whether a backslash may stand for another character, as in TSV
    Meaning meaning_of(std::string_view title, bool is_escaped) const;

    /// Whether a text is a code or a name in the index letter for letter.
    bool is_exact(std::string_view title) const { return !exact(title).empty(); }

    /// The titles that columns were said to have and that are not among these.
    std::vector<std::string> absent(const std::vector<std::string_view>& titles) const;

private:
    Meaning meaning_of_role(const std::string& role, const std::string& title) const;
    Meaning found_out(std::string_view title, bool is_escaped) const;
    Meaning exact(std::string_view title) const;
    Meaning alike(std::string_view title) const;
    Meaning by_name(const TitleParts& parts) const;
    Meaning without_measure(std::string_view title) const;
    std::string_view measure_of(const Meaning& meaning) const;
    Meaning in_either_language(std::string_view title) const;
    void learn_forms() const;
    Meaning sorted(const std::vector<std::size_t>& nodes) const;

    const Index& index_;
    std::map<std::string, std::pair<std::string, Meaning>> said_;  ///< by form: the title, what it means
    std::unordered_map<std::string_view, std::size_t> codes_;
    std::unordered_map<std::string_view, std::vector<std::size_t>> names_;
    std::unordered_map<std::string_view, std::size_t> inputs_;  ///< by code and names
    mutable bool has_forms_ = false;  ///< made when first asked for: most titles are the same letter for letter
    mutable std::unordered_map<std::string, std::vector<std::size_t>> forms_;
    mutable std::unordered_map<std::string, std::size_t> input_forms_;
};

/// How the title of a column of groups begins, as it is told apart: group:region.
inline constexpr std::string_view group_prefix = "group:";

/// Whether two words for what values are counted in mean the same ("%" and "percent"); an empty one contradicts none.
bool measures_agree(std::string_view a, std::string_view b);

/// What a table says that the index contradicts, and what to do.
struct Contradiction {
    std::string what, remedy;
};

/// That a text says of an indicator or an input that its values are counted in something else than in the index;
/// nothing where that is not so.
std::optional<Contradiction> other_measure(std::string_view text, const Meaning& meaning, const Index& index);

/// A text without the apostrophe that keeps spreadsheets from taking it for a formula.
std::string_view unguarded(std::string_view text);

}  // namespace iiindex::detail
