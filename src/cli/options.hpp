#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <iiindex/format.hpp>
#include <iiindex/load.hpp>

#include "cli/command.hpp"

namespace iiindex::cli {

/// What a command reads.
struct InputOptions {
    std::vector<std::string> files;
    std::string index;  ///< a file; empty: what the data names, else the built-in one
    std::string input_format;
    std::string encoding;
    std::string sheet;
    std::string delimiter;
    std::string decimal;
    std::string missing_codes;  ///< with commas between them
    std::string layout;
    std::vector<std::string> columns;  ///< "name=地区,period=Jahr"
    bool flags = false;
    std::uint64_t skip_rows = 0;
    std::vector<std::string> drop, keep;  ///< rows of a table, by code or name
    std::string settings;                 ///< settings of the method that override the index's, as JSON; empty: none
};

/// How a command writes.
struct OutputOptions {
    std::string format;
    std::string path;
    std::string language;
    std::string header = "name";
    std::optional<std::uint64_t> digits;
    std::string round = "half-up";
    bool byte_order_mark = false;
    std::string colour = "auto";
    std::string_view usual_format = "table";  ///< where neither -f nor the path says which
};

constexpr std::string_view values_summary = marked("Values: JSON, CSV, TSV or XLSX; - is standard input");

void add_input_options(Syntax& syntax, InputOptions& options, Count files = {},
                       std::string_view summary = translated(values_summary, spoken()));
/// The part of them that says how a table is written.
void add_table_options(Syntax& syntax, InputOptions& options);
/// The part of them that says how values are written and which rows of a table are units.
void add_reading_options(Syntax& syntax, InputOptions& options);
void add_output_options(Syntax& syntax, OutputOptions& options);

/// What loads sources side by side, as load_datasets does.
using Loader = std::function<std::vector<Loaded<Input>>(const std::vector<Source>&, const std::optional<Index>& index,
                                                        const LoadOptions&, const std::function<Progress()>&)>;

/// The files' data as one, with its index. Warnings go to err unless quiet; throws InputError with the
/// problems of all files.
Input load_inputs(const InputOptions& options, Environment& environment, const Loader& load = load_datasets);

/// What was loaded. Its warnings go to err unless quiet; throws UsageError where an output is the file of its index.
Input accepted(Loaded<Input> loaded, Environment& environment);

/// One input. Warnings go to err unless quiet; throws InputError.
Input load_input(const Source& source, const InputOptions& options, Environment& environment);

/// The index named by --index, if one is.
std::optional<Index> load_given_index(const InputOptions& options, Environment& environment);

/// A file or, for "-", the environment's standard input. Throws InputError, and UsageError where it is an output too.
Source read_input(const std::string& path, Environment& environment);

LoadOptions load_options(const InputOptions& options);

/// Roles and titles of --columns, from lists with commas. A title may have commas: what is no role begins none.
std::vector<std::pair<std::string, std::string>> columns_of(const std::vector<std::string>& lists);

/// The language asked for, else the index's own.
Language language_of(const OutputOptions& options, const Index& index);
Language language_of(const OutputOptions& options, Language own);

/// A node by its code, one of its names or a part that only its have. Throws UsageError with the nearest, or with all
/// that it may be.
std::size_t node_of(const Index& index, const std::string& name);

/// The place of a period by its label; the last one for an empty label. Throws UsageError.
std::size_t period_of(const Dataset& data, const std::string& label);

/// That period alone, of an input or a result.
template <class Of>
Of in_period_called(Of of, const std::string& label) {
    const std::size_t period = period_of(of.data, label);  // first: a call may move `of` before it asks for more
    return in_period(std::move(of), period);
}

/// The period alone that a command shows, where formulas look back to others, which then need not be computed.
Input for_period(Input input, const std::string& label);

/// The format asked for, else the path's, else the usual one. A path whose extension is no format's is not guessed at.
const Formatter& formatter_for(const OutputOptions& options);

/// The extension of a path in lower case, with its dot.
std::string extension_of(const std::string& path);

/// Refuses what only tables have, where -o writes something else. Throws UsageError.
void refuse_table_options(const Syntax& syntax, std::string_view reason);

/// Throws UsageError where a format that is no text would go to a terminal.
void refuse_binary_to_terminal(const OutputOptions& options, const Environment& environment);

/// Says warnings on err unless quiet.
void warn(const std::vector<Problem>& warnings, Environment& environment);
/// Says a warning on err unless quiet, or a note.
void warn(std::string_view text, const Environment& environment);
void note(std::string_view text, const Environment& environment);
/// Says of which units little was measured.
void warn_of_gaps(const Result& result, Environment& environment);

/// Whether -o names a file of this kind and no format is asked for, which would be a table's.
bool asks_for(const OutputOptions& options, std::string_view extension);

/// Writes a document to the path or to standard output, in the format asked for. A path's old content stays
/// until the new one is complete. Throws OutputError.
void write(const Document& document, const OutputOptions& options, Language language, Environment& environment);

}  // namespace iiindex::cli
