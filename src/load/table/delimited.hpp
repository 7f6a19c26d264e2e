#pragma once

#include <string>
#include <vector>

#include <iiindex/load.hpp>

#include "load/table/reshape.hpp"
#include "load/text.hpp"
#include "load/xlsx/workbook.hpp"

namespace iiindex::detail {

/// A dataset from CSV or TSV. Throws InputError with every problem of the text.
Dataset read_delimited(const Source& source, const LoadOptions& options, char separator, const Index& index,
                       std::vector<Problem>& warnings);

/// A dataset from a sheet of a workbook. Throws InputError with every problem of its cells.
Dataset read_sheet(const std::string& file, const SheetText& sheet, const LoadOptions& options, const Index& index,
                   std::vector<Problem>& warnings);

/// A dataset from records of JSON, as table_of_records() has them. Throws InputError with every problem of them.
Dataset read_records(const Text& json, const MadeTable& records, const LoadOptions& options, const Index& index,
                     std::vector<Problem>& warnings);

/// Whether a sheet's titles are those of a table of an index's values, in any shape.
bool is_table_for(const Text& sheet, const LoadOptions& options, const Index& index);
/// Whether it may be one, as a sheet that describes the index may seem to be: its rows are named by indicators and its
/// columns by units, or no title says which column names the units.
bool may_be_table_for(const Text& sheet, const LoadOptions& options, const Index& index);

}  // namespace iiindex::detail
