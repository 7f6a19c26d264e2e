#pragma once

#include <string>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/load.hpp>
#include <iiindex/recover.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// The text of an index with the simplest weights in it and "weight_origin": "recovered"; all else stays as
/// it was written. Nodes without simple weights stay as they are. `source` is the text that `index` was read from.
std::string with_weights(const Source& source, const Index& index, const std::vector<RecoveredWeights>& recovered);

/// Recovered values as a dataset in JSON ("iiindex/dataset/1"), with what was published beside them.
///
/// given             what they were recovered from
/// index_reference   what "index" says, as JSON: a path in quotes or an index; empty: the built-in one
std::string dataset_text(const Input& given, const RecoveredValues& recovered, const std::string& index_reference);

}  // namespace iiindex
