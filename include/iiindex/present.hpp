#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/change.hpp>
#include <iiindex/coherence.hpp>
#include <iiindex/compare.hpp>
#include <iiindex/document.hpp>
#include <iiindex/explain.hpp>
#include <iiindex/index.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/result.hpp>
#include <iiindex/robustness.hpp>
#include <iiindex/verify.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Which part of a result is shown, and in which language.
struct View {
    Language language = Language::en;
    std::size_t by = 0;               ///< the node that units are ranked by
    std::size_t depth = 1;            ///< the deepest level whose scores are shown
    std::optional<std::size_t> top;   ///< only ranks up to this
    std::optional<std::size_t> tier;  ///< only this tier
};

/// The tier ranking and the ranked table. The result must outlive the document.
Document ranking_document(const Result& result, const View& view);

/// Adds to a ranking what a workbook has sheets for: the scores of each level below the first, and how each node is
/// made. The result holds the scores of all levels and must outlive the document.
void add_levels(Document& document, const Result& result, const View& view);

/// What was compared with print, and each difference. Both must outlive the document.
Document verification_document(const Result& result, const Verification& verification, Language language);

/// An empty table for the next period: the columns of a dataset in CSV, a row for each of `units`.
/// Both must outlive the document.
Document template_document(const Index& index, const Dataset* units, const std::string& period, Language language);

/// Every method, a row each, from the tables of the methods themselves.
Document methods_document(Language language);

/// What an input holds, a row each.
struct Checked {
    std::string file;
    std::size_t units = 0;
    std::size_t periods = 0;
    std::size_t indicators = 0;
    std::size_t values = 0;
    std::size_t missing = 0;
    std::vector<Origin> origins;
};
Document check_document(const std::vector<Checked>& inputs, Language language);

/// What each weight may be, the simplest weights, and where none fit which units stand in the way. All must outlive
/// the document.
Document weights_document(const Index& index, const Dataset& data, const std::vector<RecoveredWeights>& recovered,
                          Language language);

/// The weights' intervals as a picture in SVG: a panel a node, a bar a weight, the simplest weights marked.
std::string weights_chart(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language);

/// Every value with its origin and the interval that the facts alone allow. Both must outlive the document.
Document values_document(const Index& index, const RecoveredValues& recovered, Language language);
/// How sure the ranks are; `top` for the share of replicates among the best so many. It must outlive the document.
Document robustness_document(const Robustness& robustness, std::size_t top, Language language);

/// The ranks of every replicate, a row each. It must outlive the document.
Document replicates_document(const Robustness& robustness);

/// Which choice matters. Both must outlive the document.
Document sensitivity_document(const Index& index, const Sensitivity& sensitivity, std::uint64_t seed,
                              Language language);

/// The statistics of the structure. `values`: as read; all must outlive the document.
Document coherence_document(const Result& result, const Columns& values, const Coherence& coherence, Language language);
/// A unit's score opened up. The result must outlive the document.
Document explanation_document(const Result& result, const Explanation& explanation, const StepsUp& steps,
                              Language language);

/// Units side by side. The result must outlive the document.
Document comparison_document(const Result& result, const SideBySide& comparison, Language language);

/// What moved between two years and why. The changes must outlive the document.
Document change_document(const Changes& changes, Language language);
/// Why the scores of the two years do not compare directly; empty if they do.
std::string own_scales_warning(const Changes& changes, Language language);

/// "no score at hdi for Rwanda in 1994: ...", or empty if the unit has one.
std::string why_no_score(const Result& result, std::size_t row, std::size_t node, Language language);

}  // namespace iiindex
