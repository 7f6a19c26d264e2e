#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <iiindex/change.hpp>
#include <iiindex/chart.hpp>
#include <iiindex/experts.hpp>
#include <iiindex/explain.hpp>
#include <iiindex/load.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Two units that a page sets side by side: rows of one period.
struct UnitPair {
    std::size_t first = 0, second = 0;
};

/// What a unit's next rank takes.
struct UnitSteps {
    std::size_t row = 0;
    StepsUp steps;
};

/// What the author of a page says at one place of it.
struct AuthorText {
    enum class Where { before, after };
    std::string part;  ///< a section's id, or "node-" and a node's code
    Where where = Where::before;
    std::string markdown;  ///< paragraphs, lists, ### headings, **strong**, *emphasis*, `code`, [links](https://...)
};

/// What a panel said of the index's nodes, and how it became weights.
struct JudgedWeights {
    Panel panel;
    WeighingOptions options;
    std::vector<NodeWeights> weights;  ///< as panel_weights() finds them
};

/// What a report is about. Scores of all nodes are there.
struct ReportInput {
    const Result* result = nullptr;
    const Changes* changes = nullptr;              ///< since the year before, if that is known
    std::span<const RankInterval> intervals = {};  ///< of the total's ranks, if they are known
    std::string intervals_words = {};              ///< what was varied for them
    const JudgedWeights* experts = nullptr;        ///< of the same index, if a panel judged it
    std::vector<UnitPair> pairs = {};
    std::span<const UnitSteps> steps = {};  ///< by unit, of those for which they are known
    std::span<const AuthorText> texts = {};
};

struct ReportOptions {
    Language language = Language::en;
    std::size_t period = 0;  ///< its place among the periods
};

/// One page of HTML that holds all it needs: charts, tables, style and a short script. It asks the network for
/// nothing, allows nothing but its own style and script, and reads without the script too.
std::string report(const ReportInput& input, const ReportOptions& options);

/// The author's texts of a file in Markdown, in UTF-8: each stands below a heading (# or ##) that names the part of the
/// page which it comes before, by title, id, node name or code; with "(after)" or （之后） behind the name it comes
/// after it. Throws InputError with every heading that names no part, and what stands before the first.
std::vector<AuthorText> author_texts(const Source& file, const Index& index, Language language);

}  // namespace iiindex
