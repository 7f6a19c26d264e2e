#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/document.hpp>
#include <iiindex/view.hpp>

namespace [[gnu::visibility("default")]] iiindex {

class Columns;
struct Index;
struct Changes;
struct Coherence;
struct Couplings;
struct Dataset;
struct ExactRanks;
struct Input;
struct Plausibility;
struct Explanation;
struct Name;
struct NodeWeights;
struct Panel;
struct RecoveredValues;
struct RecoveredWeights;
struct Result;
struct Robustness;
struct Sensitivity;
struct SideBySide;
struct StepsUp;
struct Verification;
struct WeighingOptions;

// What a document is made from must outlive it.

/// The tier ranking and the ranked table.
Document ranking_document(const Result& result, const View& view);

/// Adds to a ranking what a workbook has sheets for: the scores of each level below the first, and how each node is
/// made. The result holds the scores of all levels.
void add_levels(Document& document, const Result& result, const View& view);

/// Which of the gaps of a result are meant.
struct MissingScope {
    std::size_t node = 0;                ///< at or below this node
    std::optional<std::size_t> period;   ///< of this one alone
    std::vector<std::size_t> rows = {};  ///< of these units alone, if any
};

/// Adds what was missing and what was done about it: notes that name the first few, and a table of all of it for
/// an audience. The results must outlive the document.
void add_missing(Document& document, const std::vector<const Result*>& results, Language language,
                 const MissingScope& scope = {}, Audience audience = Audience::programs);

/// "no score at hdi for Rwanda in 1994: ...", or empty if the unit has one.
std::string why_no_score(const Result& result, std::size_t row, std::size_t node, Language language);

/// A unit's score opened up.
Document explanation_document(const Result& result, const Explanation& explanation, const StepsUp& steps,
                              Language language);

/// Units side by side.
Document comparison_document(const Result& result, const SideBySide& comparison, Language language);

/// How evenly and how far nodes are developed together.
Document coupling_document(const Result& result, const Couplings& couplings, Language language);

/// What moved between two years and why.
Document change_document(const Changes& changes, Language language);
/// Why the scores of the two years do not compare directly; empty if they do.
std::string own_scales_warning(const Changes& changes, Language language);

/// What was compared with print, and each difference.
Document verification_document(const Result& result, const Verification& verification, Language language);

/// The statistics of the structure. `values`: as read.
Document coherence_document(const Result& result, const Columns& values, const Coherence& coherence, Language language);

/// What the ranks of a run come from, within a sentence: "10000 runs that vary weights of level 1, normalisation".
std::string varied_words(const Robustness& robustness, Language language);

/// How sure the ranks are; `top` for the share of replicates among the best so many.
Document robustness_document(const Robustness& robustness, std::size_t top, Language language);
/// What weights decide. `bounds`: which weights, in words.
Document exact_document(const Result& result, const ExactRanks& exact, const Name& bounds, Language language);
/// The ranks of every replicate, a row each.
Document replicates_document(const Robustness& robustness);
/// Which choice matters.
Document sensitivity_document(const Index& index, const Sensitivity& sensitivity, std::uint64_t seed,
                              Language language);

/// What each weight may be, the simplest weights, and where none fit which units stand in the way.
Document weights_document(const Index& index, const Dataset& data, const std::vector<RecoveredWeights>& recovered,
                          Language language);
/// Every value with its origin and the interval that the facts alone allow.
Document values_document(const Index& index, const RecoveredValues& recovered, Language language);

/// Weights from a panel, each expert's, and how far they agree.
Document experts_document(const Index& index, const Panel& panel, const std::vector<NodeWeights>& weights,
                          const WeighingOptions& options, Language language);

/// What a table for values has in it of a dataset.
enum class Filled {
    units,                ///< those of the last period, without values
    units_beside_values,  ///< the same, each empty column of values with that period's behind it, which is not read
    values,               ///< all of it
};

/// A table for values: the columns of a dataset in CSV, a row a unit.
///
/// units    whose units are taken; null: none
/// period   what stands in the column of periods; not where values are taken, which have their own
Document template_document(const Index& index, const Dataset* units, const std::string& period, Language language,
                           Filled filled = Filled::units);

/// What an input holds.
struct Checked {
    std::string file;
    std::size_t units = 0;
    std::size_t periods = 0;
    std::size_t indicators = 0;
    std::size_t values = 0;
    std::size_t missing = 0;
    std::vector<Origin> origins = {};
    bool is_index = false;  ///< alone: it has no units and values
};
/// A row an input.
Document check_document(const std::vector<Checked>& inputs, Language language);

/// What an indicator's values are.
struct ValueRange {
    std::size_t count = 0;
    double least = std::numeric_limits<double>::quiet_NaN();  ///< missing where there is no value
    double most = std::numeric_limits<double>::quiet_NaN();
    std::size_t without = 0;                 ///< how many units have none
    std::vector<std::size_t> first_without;  ///< the rows of the first few of them
};
/// By indicator.
std::vector<ValueRange> value_ranges(const Dataset& data);

/// An index, and values for it, as they were understood.
struct Understood {
    std::string file;
    const Index* index = nullptr;
    const std::vector<double>* weights = nullptr;  ///< by node, a share of its siblings'; null: as given
    const Dataset* data = nullptr;                 ///< whose units are named; null: of an index alone
    std::vector<ValueRange> ranges = {};
    bool is_told = false;  ///< whether the index is that of an input before
};
/// Adds to a document the tree of each index, with weights, directions, measures and methods, and of each indicator's
/// values how many there are, the least and the most, and which are missing.
void add_understood(Document& document, const std::vector<Understood>& inputs, Language language);

/// Adds to a document what in a year's values is unlike the year before. All must outlive the document.
void add_plausibility(Document& document, const Input& before, const Input& after, const Plausibility& found,
                      Language language);

/// Every method, a row each, from the tables of the methods themselves.
Document methods_document(Language language);

}  // namespace iiindex
