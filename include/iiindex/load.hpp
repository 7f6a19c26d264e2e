#pragma once

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

enum class InputFormat { json, csv, tsv };
enum class Encoding { utf8, utf16le, utf16be, gb18030 };

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
    std::optional<InputFormat> format;               ///< else by the name's extension, else by the first character
    std::optional<Encoding> encoding;                ///< else byte order mark, strict UTF-8, GB18030
    std::optional<SettingOverrides> overrides = {};  ///< of the index, wherever it comes from but a given one
    Progress progress = {};                          ///< of reading a delimited text, in bytes
};

/// A value with the warnings that reading it gave.
template <class T>
struct Loaded {
    T value;
    std::vector<Problem> warnings;
};

/// Every format, by the name that --input-format takes; every encoding, by the name that --encoding takes.
std::span<const std::pair<std::string_view, InputFormat>> input_formats();
std::span<const std::pair<std::string_view, Encoding>> encodings();

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

/// Several datasets, loaded side by side. Throws InputError with the problems of all.
///
/// progress_of   asked for each dataset; empty: none
std::vector<Loaded<Input>> load_datasets(const std::vector<Source>& sources, const std::optional<Index>& index = {},
                                         const LoadOptions& options = {},
                                         const std::function<Progress()>& progress_of = {});

/// Several datasets of one index as one, their periods in order of their labels.
/// Throws InputError where a period comes twice or two indices differ.
Input merge(std::vector<Input> inputs);

/// Weights by node code from CSV (`code,weight`) or JSON (`{"code": weight}`), put into the index.
/// Throws InputError for unknown codes and for weights that are not above 0.
Loaded<Index> load_weights(const Source& source, Index index);

/// A part of a run from the JSON that it was written as. Throws InputError.
Robustness load_robustness(const Source& source);

}  // namespace iiindex
