#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/bytes.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/progress.hpp>
#include <iiindex/rank_counts.hpp>

namespace [[gnu::visibility("default")]] iiindex {

enum class InputFormat { json, csv, tsv, xlsx };

/// How a table says of which indicator and which period a value is.
enum class Shape {
    found_out,           ///< by its titles
    wide,                ///< a column an indicator
    long_rows,           ///< a row a value: unit, period, indicator, value
    periods_as_columns,  ///< unit, indicator, 2019, 2020; or unit, gdp_2019, gdp_2020
    transposed,          ///< a row an indicator, a column a unit
};

/// The bytes of an input and the name that messages give it.
struct Source {
    std::string name;
    Bytes bytes;
};

/// Settings that hold for all below a node, those that were stated.
struct InheritedSettings {
    std::optional<Normalisation> normalisation;
    std::optional<Aggregation> aggregation;
    std::optional<MissingRule> missing;
    std::optional<Weighting> weighting;
};

/// Settings that stand in for an index's own, at every node.
struct SettingOverrides : InheritedSettings {
    std::optional<std::vector<PrepareStep>> prepare;
};

struct LoadOptions {
    std::optional<InputFormat> format;   ///< else by the name's extension, else by the first character
    std::string encoding = {};           ///< a name that is_encoding() knows; empty: found out
    std::optional<char> delimiter = {};  ///< of a table in text, for which can_delimit() holds; else found out
    std::optional<char> decimal = {};    ///< '.' or ',', of its numbers; else found out
    std::string sheet = {};              ///< of a workbook; empty: found out
    Shape shape = Shape::found_out;      ///< of a table
    /// What columns of a table hold, by their titles: `name`, `group:region`, `indicator`, an indicator's code; second
    /// is the title.
    std::vector<std::pair<std::string, std::string>> columns = {};
    bool pass_over_flags = false;  ///< letters behind the numbers of a table, as statistical offices put there
    MissingCodes missing_codes = {};
    std::optional<SettingOverrides> overrides = {};  ///< of the index, wherever it comes from but a given one
    Progress progress = {};                          ///< of reading a delimited text, in bytes
    std::size_t skip_rows = 0;                       ///< rows of a table above its titles
    std::vector<std::string> drop =
        {};  ///< rows of a table to leave out, by code, name or first cell; lists with commas
    std::vector<std::string> keep = {};  ///< rows that are units whatever they look like, likewise
};

/// A value with the warnings that reading it gave.
template <class T>
struct Loaded {
    T value;
    std::vector<Problem> warnings;
};

/// Every format, by the name that --input-format takes.
std::span<const std::pair<std::string_view, InputFormat>> input_formats();

/// Every shape of a table, by the name that --layout takes.
std::span<const std::pair<std::string_view, Shape>> table_shapes();

/// Whether texts can be read from an encoding of this name: whether the system's iconv knows it.
bool is_encoding(const std::string& name);
/// The encodings that people ask for, by the names that most systems know.
std::span<const std::string_view> common_encodings();

/// Whether a character can part the cells of a table: a mark that stands in no number and in no quoted cell's edge.
bool can_delimit(char mark);

/// Reads a file, or standard input for "-". Throws InputError: absent, a directory, unreadable.
Source read_source(const std::string& path);

/// Whether a text is an index rather than a dataset, by the "format" that it states.
bool is_index(const Source& source);

/// Overriding settings from a JSON object with the keys of an index's node. Throws InputError.
SettingOverrides load_overrides(const Source& source);

/// An index from JSON ("iiindex/index/1"). Throws InputError with every problem of the text.
Loaded<Index> load_index(const Source& source, const LoadOptions& options = {});

/// The index that is built into the program: the China city industrial-internet development index.
const Index& built_in_index();
/// Its text, data/industrial-internet.json.
std::string_view built_in_index_text();

/// A dataset from JSON ("iiindex/dataset/1"), CSV or TSV. The index is `index` if given, else the one that
/// the JSON names (a path relative to the source's own) or holds, else the built-in one.
/// Throws InputError with every problem of the text.
Loaded<Input> load_dataset(const Source& source, const std::optional<Index>& index = {},
                           const LoadOptions& options = {});

/// What was printed, from a dataset in JSON or from a table (CSV, TSV, XLSX) with a row a unit: columns with the code
/// or name of a node that is computed hold its scores, `rank` and `tier` the total's, or with a node's name before it
/// that node's. Scores of a table have as many decimals as the most that it writes one with, if that is the same for
/// all nodes. Throws InputError with every problem of the text.
Loaded<Input> load_published(const Source& source, const Index& index, const LoadOptions& options = {});

/// Several datasets, loaded side by side. Throws InputError with the problems of all.
///
/// progress_of   asked for each dataset; empty: none
std::vector<Loaded<Input>> load_datasets(const std::vector<Source>& sources, const std::optional<Index>& index = {},
                                         const LoadOptions& options = {},
                                         const std::function<Progress()>& progress_of = {});

/// Gives the units of one dataset the codes that those of another have there, where a person would take them for the
/// same: codes that look the same and, where no code is in both, names. What was done, and what only seems to be the
/// same, is said in warnings. Looks at datasets of up to a million rows together.
std::vector<Problem> match_units(const Dataset& first, Dataset& second);

/// Several datasets of one index as one, their units matched, their periods in order of time.
/// Throws InputError where a period comes twice or two indices differ.
///
/// warnings   takes what matching says; null: it is not said
Input merge(std::vector<Input> inputs, std::vector<Problem>* warnings = nullptr);

/// A period's label as datasets have it: "2020年", "2020.0" and "２０２０" are 2020.
std::string period_label(std::string_view text);

/// The names in a list with commas: where several pieces together are a name that there is, they are one
/// ("Korea, Rep.,China"); so is what stands in double quotes.
std::vector<std::string> split_names(std::string_view list, const std::function<bool(std::string_view)>& is_name);

/// Weights by node code from CSV, TSV or XLSX (`code,weight`) or JSON (`{"code": weight}`), put into the index.
/// Throws InputError for unknown codes, for weights below 0 and for siblings that all have 0.
Loaded<Index> load_weights(const Source& source, Index index);

/// A part of a run from the JSON that it was written as. Throws InputError.
Robustness load_robustness(const Source& source);

}  // namespace iiindex
