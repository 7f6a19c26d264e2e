#pragma once

#include <optional>
#include <string>
#include <vector>

#include <iiindex/experts.hpp>
#include <iiindex/index.hpp>
#include <iiindex/load.hpp>
#include <iiindex/recover.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// The text of an index with the simplest weights in it and "weight_origin": "recovered"; all else stays as
/// it was written. Nodes without simple weights stay as they are. `source` is the text that `index` was read from.
std::string with_weights(const Source& source, const Index& index, const std::vector<RecoveredWeights>& recovered);

/// The text of an index with a panel's weights in it, "weight_origin": "experts", and a sentence at the end of its note
/// that says how they were found and by how many; all else stays as it was written. A node whose weights were found
/// from the data takes these instead.
std::string with_weights(const Source& source, const Index& index, const std::vector<NodeWeights>& weights,
                         const WeighingOptions& options);

/// Recovered values as a dataset in JSON ("iiindex/dataset/1"), with what was published beside them.
///
/// given             what they were recovered from
/// index_reference   what "index" says, as JSON: a path in quotes or an index; empty: the built-in one
std::string dataset_text(const Input& given, const RecoveredValues& recovered, const std::string& index_reference);

/// The form that an index is written in.
struct IndexForm {
    InputFormat format = InputFormat::json;  ///< a workbook has a sheet for values too
    LoadOptions reading = {};                ///< of what it is made from
    const Dataset* data = nullptr;           ///< of a workbook: values for it; null: none but those it is made from
    bool is_previous = false;                ///< they are of the year before: units, and values to compare with
    std::string period = {};                 ///< likewise: what stands in the column of periods then
    std::optional<Language> language = {};   ///< of a workbook's titles; else the index's own
};

/// The bytes of an index in some form: of a source that is an index in any form the same one; of a table of values one
/// made from it: below the total, which is called as its title or as the file, an indicator for each column of numbers,
/// with the measure that its title has in brackets, and in a workbook the values too. Its directions (positive) and
/// weights (equal) are assumed, which a warning and a note of the index say.
///
/// Throws InputError for a source that is neither, and with everything that a table cannot hold.
Loaded<std::string> index_in_form(const Source& source, const IndexForm& form);

}  // namespace iiindex
