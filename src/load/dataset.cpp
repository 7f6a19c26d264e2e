#include <iiindex/load.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include <iiindex/problem.hpp>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "load/book.hpp"
#include "load/coin_tool.hpp"
#include "load/formats.hpp"
#include "load/json/dataset_json.hpp"
#include "load/json/index_reader.hpp"
#include "load/json/records.hpp"
#include "load/missing.hpp"
#include "load/table/delimited.hpp"
#include "load/table/encoding.hpp"
#include "load/wording.hpp"

namespace iiindex {

using namespace detail;

namespace {

std::string path_beside(const std::string& file, const std::string& path) {
    return (std::filesystem::path(file).parent_path() / path).string();
}

/// The index in a file that a dataset names. That the file cannot be read is told where it is named.
Index load_named_index(const JsonReader& reader, const JsonNode& path, const LoadOptions& options,
                       std::vector<Problem>& warnings) {
    const std::string file = path_beside(reader.text().file(), path.string);
    const auto refuse_path = [&](std::string_view why, std::string remedy) {
        throw InputError(
            reader.text().problem({path.begin, path.length, said("index '{}': {}", file, why), std::move(remedy)}));
    };
    // Who wrote the dataset need not be who reads it: a device is not waited for, and what no index is not quoted.
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (std::filesystem::is_other(status)) refuse_path(said("is no regular file"), "");
    Source source;
    try {
        source = read_source(file);
    } catch (const InputError& refused) {
        refuse_path(refused.problems().front().what, said("\"index\" is a path from the folder that this file is in"));
    }
    const bool is_book = format_of(source, {}) == InputFormat::xlsx;  // which may hold values too
    if (!is_book && !is_index(source))
        refuse_path(said(R"(is no index, which states "format": "iiindex/index/1")"), "");
    auto loaded = load_index(source, {.overrides = options.overrides});
    warnings.insert(warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
    return std::move(loaded.value);
}

Index read_inline_index(JsonReader& reader, const JsonNode& json, const LoadOptions& options) {
    if (json.find("format")) reader.expect_format(json, index_format);
    Index index = IndexReader(reader, options.overrides).read(json);
    reader.faults().raise_if_any(reader.text());
    return index;
}

/// The built-in index with the overriding settings.
Index default_index(const LoadOptions& options) {
    if (!options.overrides) return built_in_index();
    return load_index({"built-in index", std::string(built_in_index_text())}, {.overrides = options.overrides}).value;
}

/// The index that a dataset in JSON is for.
Index resolve_index(JsonReader& reader, const JsonNode& root, const std::optional<Index>& given,
                    const LoadOptions& options, std::vector<Problem>& warnings) {
    if (given) return *given;
    const auto* index = root.find("index");
    if (index == nullptr) return default_index(options);
    if (index->kind == JsonNode::Kind::object) return read_inline_index(reader, *index, options);
    if (index->kind == JsonNode::Kind::string) return load_named_index(reader, *index, options, warnings);
    reader.fault(*index, said("expected a path or an object for 'index', got {}", name_of(index->kind)));
    reader.faults().raise_if_any(reader.text());
    return built_in_index();
}

/// What stands for a missing value, by the options and by the index.
MissingCodes codes_of(const LoadOptions& options, const Index& index) {
    return joined(options.missing_codes, index.missing_codes);
}

/// From a table, which names no index.
///
/// read   makes the data for an index, with its codes for missing values among the options
template <class Read>
Loaded<Input> load_table(const std::optional<Index>& given, const LoadOptions& options, const Read& read) {
    Loaded<Input> loaded;
    const Index& index = loaded.value.index = given ? *given : default_index(options);
    LoadOptions own = options;
    own.missing_codes = codes_of(options, index);
    loaded.value.data = read(index, own, loaded.warnings);
    return loaded;
}

/// Values of records in JSON, which name no index.
Loaded<Input> load_records(const Text& json, const JsonNode& records, const std::optional<Index>& given,
                           const LoadOptions& options) {
    std::vector<Problem> of_records;
    const MadeTable table = table_of_records(json, records, of_records);
    return load_table(given, options, [&](const Index& index, const LoadOptions& own, std::vector<Problem>& warnings) {
        warnings = std::move(of_records);
        return read_records(json, table, own, index, warnings);
    });
}

Loaded<Input> load_json(const Source& source, const std::optional<Index>& given, const LoadOptions& options) {
    Loaded<Input> loaded;
    const Decoded decoded = decode(source, options.encoding, Fallback::none, loaded.warnings);
    const Text text(source.name, decoded.characters());
    Faults faults;
    const JsonNode root = parse_json(text, faults, [](const std::vector<std::string>& keys) {
        return is_list_of_units(keys) || is_list_of_records(keys);
    });
    if (const auto records = records_in(text, root)) {
        faults.raise_if_any(text);
        Loaded<Input> of_records = load_records(text, *records, given, options);
        say_other_pages(text, root, *records, of_records.warnings);
        return of_records;
    }
    JsonReader reader(text, faults);
    if (!reader.expect_format(root, dataset_format)) faults.raise_if_any(text);
    loaded.value.index = resolve_index(reader, root, given, options, loaded.warnings);
    loaded.value.data =
        DatasetReader(reader, loaded.value.index, options, loaded.warnings).read(root, loaded.value.published);
    faults.raise_if_any(text);
    return loaded;
}

Loaded<Input> load_delimited(const Source& source, const std::optional<Index>& given, const LoadOptions& options,
                             InputFormat format) {
    return load_table(given, options, [&](const Index& index, const LoadOptions& own, std::vector<Problem>& warnings) {
        return read_delimited(source, own, separator_of(format), index, warnings);
    });
}

/// The index that a workbook brings with its values.
std::optional<Index> own_index(const Workbook& workbook, const Workbook::Sheet* sheet, const LoadOptions& options,
                               std::vector<Problem>& warnings) {
    if (sheet == nullptr) return std::nullopt;
    if (find_named_sheet(workbook, {index_sheets.begin(), index_sheets.end()}) != sheet)
        warnings.push_back({{workbook.file()}, said("the index is that of sheet '{}'", sheet->name), {}, {}});
    return read_index_sheet(workbook, *sheet, options.overrides, warnings);
}

/// Whether two tables have the same values for the same units, in whatever order.
bool hold_the_same(const Dataset& a, const Dataset& b) {
    if (a.units.size() != b.units.size() || a.periods.size() != b.periods.size()) return false;
    std::map<std::pair<std::string, std::string_view>, std::size_t> rows;
    for (std::size_t row = 0; row < a.units.size(); ++row) rows[{a.period_of(row).label, a.units.codes[row]}] = row;
    for (std::size_t row = 0; row < b.units.size(); ++row) {
        const auto found = rows.find({b.period_of(row).label, b.units.codes[row]});
        if (found == rows.end()) return false;
        for (std::size_t i = 0; i < a.values.columns(); ++i) {
            if (a.values.at(found->second, i) != b.values.at(row, i)) return false;
        }
    }
    return true;
}

/// The values of sheets that are called by years or the like as those of so many periods. A sheet that states its
/// periods itself has these.
template <class Read>
Dataset read_periods(const Workbook& workbook, const std::vector<Workbook::Sheet>& sheets, const Index& index,
                     const Read& read, std::vector<Problem>& warnings) {
    std::vector<Input> years;
    std::vector<std::string> names;
    Gathered problems;
    for (const Workbook::Sheet& sheet : sheets) {
        names.push_back(sheet.name);
        problems.from([&] {
            Dataset data = read(sheet, warnings);
            std::string& label = data.periods.front().label;
            if (label.empty()) label = period_label(sheet.name);
            years.push_back({.index = index, .data = std::move(data), .published = {}});
        });
    }
    problems.raise_if_any();
    warnings.push_back({{workbook.file()}, said("sheets {} are read, each as a period", enumerated(names)), {}});
    return merge(std::move(years), &warnings).data;
}

/// The values of a workbook. Several sheets that could be them are periods where they are called so; else they
/// are refused unless all hold the same, and the first is read.
Dataset read_values(const Workbook& workbook, const SheetQuestion& question, const LoadOptions& options,
                    const Index& index, std::vector<Problem>& warnings) {
    const auto sheets = find_sheets(workbook, question, warnings);
    const auto read = [&](const Workbook::Sheet& sheet, std::vector<Problem>& remarks) {
        return read_sheet(workbook.file(), workbook.read(sheet, remarks), options, index, remarks);
    };
    if (sheets.size() == 1) return read(sheets.front(), warnings);
    if (are_periods(sheets)) return read_periods(workbook, sheets, index, read, warnings);
    const auto is_other = [&](const Dataset& first, const Workbook::Sheet& sheet) {
        std::vector<Problem> unsaid;
        return !hold_the_same(first, read(sheet, unsaid));
    };
    try {
        Dataset first = read(sheets.front(), warnings);
        for (std::size_t i = 1; i < sheets.size(); ++i) {
            if (is_other(first, sheets[i])) refuse_several(workbook, question, sheets);
        }
        warnings.push_back(
            {{workbook.file()},
             sheets.size() > 2
                 ? said("sheet '{}' is read; {} others hold the same values", sheets.front().name, sheets.size() - 1)
                 : said("sheet '{}' is read; 1 other holds the same values", sheets.front().name),
             {}});
        return first;
    } catch (const InputError&) {
        refuse_several(workbook, question, sheets);
    }
}

/// A workbook of the COIN Tool, which has an index and values.
Loaded<Input> load_coin_tool(const Workbook& workbook, const std::optional<Index>& given, const LoadOptions& options) {
    std::vector<Problem> of_index;
    const Index index = given ? *given : read_coin_index(workbook, options.overrides, of_index);
    return load_table(index, options, [&](const Index& used, const LoadOptions& own, std::vector<Problem>& warnings) {
        warnings = std::move(of_index);
        return read_sheet(workbook.file(), read_coin_values(workbook, warnings), own, used, warnings);
    });
}

Loaded<Input> load_workbook(const Source& source, const std::optional<Index>& given, const LoadOptions& options) {
    const Workbook workbook(source);
    if (options.sheet.empty() && is_coin_tool(workbook)) return load_coin_tool(workbook, given, options);
    const Workbook::Sheet* const index_sheet = find_index_sheet(workbook);
    std::vector<Problem> of_index;
    const auto index = given ? given : own_index(workbook, index_sheet, options, of_index);
    return load_table(index, options, [&](const Index& used, const LoadOptions& own, std::vector<Problem>& warnings) {
        warnings = std::move(of_index);
        return read_values(workbook, values_question(own, index_sheet, used, source.name), own, used, warnings);
    });
}

Loaded<Input> load_as(InputFormat format, const Source& source, const std::optional<Index>& index,
                      const LoadOptions& options) {
    switch (format) {
        case InputFormat::json: return load_json(source, index, options);
        case InputFormat::csv:
        case InputFormat::tsv: return load_delimited(source, index, options, format);
        case InputFormat::xlsx: return load_workbook(source, index, options);
    }
    return {};
}

}  // namespace

Loaded<Input> load_dataset(const Source& source, const std::optional<Index>& index, const LoadOptions& options) {
    Loaded<Input> loaded = load_as(format_of(source, options), source, index, options);
    leave_out(codes_of(options, loaded.value.index), loaded.value.data);
    warn_of_codes(loaded.value, loaded.warnings);
    return loaded;
}

std::vector<Loaded<Input>> load_datasets(const std::vector<Source>& sources, const std::optional<Index>& index,
                                         const LoadOptions& options, const std::function<Progress()>& progress_of) {
    std::vector<Loaded<Input>> loaded(sources.size());
    std::vector<Gathered> problems(sources.size());
    for_each_number(sources.size(), [&](std::size_t i) {
        LoadOptions own = options;
        if (progress_of) own.progress = progress_of();
        problems[i].from([&] { loaded[i] = load_dataset(sources[i], index, own); });
    });
    Gathered all;
    for (Gathered& some : problems) all.from([&] { some.raise_if_any(); });
    all.raise_if_any();
    return loaded;
}

}  // namespace iiindex
