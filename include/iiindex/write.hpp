#pragma once

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

}  // namespace iiindex
