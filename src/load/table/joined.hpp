#pragma once

#include <optional>
#include <vector>

#include <iiindex/load.hpp>

#include "load/table/dialect.hpp"
#include "load/table/dropped_rows.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Whether the first column joins keys as Eurostat's tables do: "freq,unit,geo\TIME_PERIOD", and years beside it.
bool has_joined_keys(const Text& text, const Dialect& dialect);

/// Gives the keys of such a table columns of their own: the last, which names units, and the one whose values name
/// indicators, or that the options say does. The others are left out, which warnings say, where each indicator has one
/// value of them. Letters behind numbers are flags. Nothing where keys are not joined. Throws InputError: a key tells
/// values of one indicator apart, a row has another number of keys.
std::optional<PartedTable> with_parted_keys(const Text& text, const Dialect& dialect, const TitleWords& words,
                                            const LoadOptions& options, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
