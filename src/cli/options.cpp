#include "cli/options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <istream>
#include <ostream>
#include <span>

#include <fmt/format.h>

#include <iiindex/gaps.hpp>
#include <iiindex/named.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>

#include "cli/described.hpp"
#include "cli/file.hpp"
#include "cli/names.hpp"
#include "cli/progress.hpp"
#include "load/formats.hpp"
#include "model/derive.hpp"
#include "text/utf8.hpp"

namespace iiindex::cli {
namespace {

template <class Pairs>
std::vector<std::string_view> keys_of(const Pairs& list) {
    std::vector<std::string_view> names;
    for (const auto& [name, meaning] : list) names.push_back(name);
    return names;
}

template <class Pairs>
auto meaning_of(const Pairs& list, const std::string& name) {
    using Meaning = std::decay_t<decltype(list.front().second)>;
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.first == name; });
    return found == list.end() ? std::nullopt : std::optional<Meaning>(found->second);
}

bool is_device(const std::string& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

bool goes_to_terminal(const OutputOptions& options, const Environment& environment) {
    return (options.path.empty() || options.path == "-") && environment.out_is_terminal;
}

/// Says on err what the format has no place for.
void say_notes(const Document& document, const Environment& environment) {
    for (const std::string& text : document.notes) note(text, environment);
}

Presentation presentation_for(const OutputOptions& options, Language language, const Environment& environment) {
    const bool to_terminal = options.path.empty() && environment.out_is_terminal;
    const bool by_itself = (options.path.empty() && environment.colour_allowed) || environment.colour_forced;
    return {.header = options.header == "code" ? Header::code : Header::name,
            .digits = options.digits ? std::optional(static_cast<int>(*options.digits)) : std::nullopt,
            .halves = meaning_of(ways_of_halves(), options.round).value_or(Halves::up),
            .colour = options.colour == "always" || (options.colour == "auto" && by_itself),
            .byte_order_mark = options.byte_order_mark,
            .width = to_terminal ? environment.width : 0,
            .language = language};
}

/// Refuses what csv and tsv alone have, where another format is written. JSON's keys are codes anyway.
void refuse_of_csv_alone(const Syntax& syntax, const OutputOptions& options) {
    const bool is_table = !options.format.empty() || options.path.empty() || formatter_of_path(options.path) != nullptr;
    if (!is_table) return;
    const Formatter& formatter = formatter_for(options);
    const std::string reason = said("it is for csv and tsv, and the format is {}", formatter.name);
    if (formatter.name == "csv" || formatter.name == "tsv") return;
    syntax.refuse({"--bom"}, reason);
    if (formatter.name != "json" || options.header != "code") syntax.refuse({"--header"}, reason);
}

/// The settings of the command line: what is wrong with them is wrong with the command line.
SettingOverrides overrides_of(const std::string& settings) {
    try {
        return load_overrides({"the command line", settings});
    } catch (const InputError& error) {
        const Problem& problem = error.problems().front();
        throw UsageError(problem.remedy.empty() ? problem.what : said("{}; {}", problem.what, problem.remedy));
    }
}

std::string encoding_of(const std::string& name) {
    if (name.empty() || is_encoding(name)) return name;
    const auto known = common_encodings();
    throw UsageError(with_nearest(said("--encoding: '{}' is no encoding that this system knows", printable(name)), name,
                                  {known.begin(), known.end()}));
}

std::optional<char> delimiter_of(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (text == "tab" || text == "\\t") return '\t';
    if (text.size() == 1 && can_delimit(text.front())) return text.front();
    throw UsageError(said("--delimiter is '{}', expected a mark that parts columns, as ';', or tab", printable(text)));
}

std::optional<char> decimal_of(const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (text == "." || text == ",") return text.front();
    throw UsageError(said("--decimal is '{}', expected . or ,", printable(text)));
}

MissingCodes missing_codes_of(std::string_view list) {
    MissingCodes codes;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view code = list.substr(0, comma);
        while (code.starts_with(' ')) code.remove_prefix(1);
        while (code.ends_with(' ')) code.remove_suffix(1);
        if (code.empty()) throw UsageError(said("--missing-codes has an empty code; an empty cell is missing anyway"));
        double number = 0;
        const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
        const bool is_number = error == std::errc() && end == code.data() + code.size() && std::isfinite(number);
        if (is_number) {
            codes.numbers.push_back(number);
        } else {
            codes.words.emplace_back(code);
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return codes;
}

/// Refuses what says how a table is read, where there is none; likewise of tables that are text.
void refuse_of_tables(const InputOptions& options, std::span<const Source> sources) {
    const LoadOptions load{.format = meaning_of(input_formats(), options.input_format)};
    const auto all_are = [&](std::initializer_list<InputFormat> formats) {
        return !sources.empty() && std::all_of(sources.begin(), sources.end(), [&](const Source& source) {
            return std::find(formats.begin(), formats.end(), detail::format_of(source, load)) != formats.end();
        });
    };
    const auto refuse = [](bool given, std::string_view option, std::string_view what) {
        if (given) throw UsageError(said("{} does not apply: it is for {}, and there is none", option, what));
    };
    const bool is_any_asked_for = !options.layout.empty() || !options.columns.empty() || options.flags;
    const auto has_records = [](const Source& source) { return detail::stated_format(source).empty(); };
    if (all_are({InputFormat::json})) {
        if (is_any_asked_for && std::none_of(sources.begin(), sources.end(), has_records)) {
            refuse(!options.layout.empty(), "--layout", said("tables"));
            refuse(!options.columns.empty(), "--columns", said("tables"));
            refuse(options.flags, "--flags", said("tables"));
        }
        refuse(!options.sheet.empty(), "--sheet", said("workbooks"));
        refuse(options.skip_rows > 0, "--skip-rows", said("tables"));
        refuse(!options.decimal.empty(), "--decimal", said("tables"));
    }
    if (all_are({InputFormat::csv, InputFormat::tsv})) refuse(!options.sheet.empty(), "--sheet", said("workbooks"));
    if (all_are({InputFormat::json, InputFormat::xlsx}))
        refuse(!options.delimiter.empty(), "--delimiter", said("tables that are text"));
    if (all_are({InputFormat::xlsx})) refuse(!options.encoding.empty(), "--encoding", said("text"));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> columns_of(const std::vector<std::string>& lists) {
    std::vector<std::pair<std::string, std::string>> columns;
    for (const std::string& list : lists) {
        const std::size_t before = columns.size();
        for (std::size_t at = 0; at <= list.size();) {
            const std::size_t comma = std::min(list.find(',', at), list.size());
            const std::string piece = list.substr(at, comma - at);
            const std::size_t equals = piece.find('=');
            if (equals != piece.npos)
                columns.emplace_back(piece.substr(0, equals), piece.substr(equals + 1));
            else if (columns.size() > before)
                columns.back().second += "," + piece;
            else
                throw UsageError(said("--columns '{}' has no '=': expected ROLE=TITLE", printable(list)));
            at = comma + 1;
        }
    }
    for (const auto& [role, title] : columns) {
        if (role.empty() || title.empty()) {
            throw UsageError(said("--columns '{}={}': expected ROLE=TITLE", printable(role), printable(title)));
        }
    }
    return columns;
}

void warn(const std::vector<Problem>& warnings, Environment& environment) {
    environment.warnings += warnings.size();
    if (environment.quiet) return;
    for (const Problem& warning : gathered(warnings)) environment.err << to_string(warning, Severity::warning);
}

void warn(std::string_view text, const Environment& environment) {
    if (!environment.quiet) environment.err << said("warning: {}", printable(text)) << '\n';
}

void note(std::string_view text, const Environment& environment) {
    if (!environment.quiet) environment.err << said("note: {}", printable(text)) << '\n';
}

void warn_of_gaps(const Result& result, Environment& environment) {
    if (const auto warning = thinly_measured(result)) warn({*warning}, environment);
}

const Formatter& formatter_for(const OutputOptions& options) {
    if (!options.format.empty()) return *find_named(formatters(), options.format);
    if (const Formatter* by_extension = formatter_of_path(options.path)) return *by_extension;
    const std::string extension = extension_of(options.path);
    if (extension.empty() || is_device(options.path)) return *find_named(formatters(), options.usual_format);
    throw UsageError(said("no format goes with '{}'; choose one with -f: {}", printable(extension),
                          enumerated(names_of(formatters()))));
}

bool asks_for(const OutputOptions& options, std::string_view extension) {
    return options.format.empty() && extension_of(options.path) == extension;
}

std::string extension_of(const std::string& path) {
    return detail::ascii_lower(std::filesystem::path(path).extension().string());
}

void refuse_table_options(const Syntax& syntax, std::string_view reason) {
    syntax.refuse({"--digits", "--round", "--header", "--bom", "--color"}, reason);
}

void add_input_options(Syntax& syntax, InputOptions& options, Count files, std::string_view summary) {
    syntax.arguments("file", options.files, summary, "FILE", files);
    syntax.heading(input_options);
    syntax.input("-i,--index", options.index, said("Index: JSON, CSV, TSV or XLSX; else the one that the data names"));
    add_reading_options(syntax, options);
}

void add_table_options(Syntax& syntax, InputOptions& options) {
    syntax.heading(input_options);
    const auto encodings = common_encodings();
    syntax.choice("--input-format", options.input_format, keys_of(input_formats()),
                  said("Format of the input; else by extension or content"));
    syntax.text("--encoding", options.encoding, said("Encoding of the input, as iconv calls it; else found out"),
                {.value = "NAME", .suggested = {encodings.begin(), encodings.end()}});
    syntax.text("--sheet", options.sheet, said("The sheet of a workbook; else the one of a usual name, or that fits"),
                {.value = "NAME"});
    syntax.text("--delimiter", options.delimiter,
                said("What parts the columns of a table: a mark or tab; else found out"),
                {.value = "MARK", .suggested = {"tab"}});
    syntax.text("--decimal", options.decimal, said("The decimal mark of a table: . or ,; else found out"),
                {.value = "MARK", .suggested = {".", ","}});
    syntax.heading({});
}

void add_reading_options(Syntax& syntax, InputOptions& options) {
    add_table_options(syntax, options);
    syntax.heading(input_options);
    syntax.text("--missing-codes", options.missing_codes, said("What stands for a missing value, as -9999,999"),
                {.value = "CODE,..."});
    syntax.choice("--layout", options.layout, keys_of(table_shapes()),
                  said("What a table has a column for: indicators (wide), values (long), years; else by its titles"));
    syntax.repeated("--columns", options.columns,
                    said("What columns of a table hold, by title, as name=地区,period=Jahr"),
                    {.value = "ROLE=TITLE,..."});
    syntax.flag("--flags", options.flags,
                said("Letters behind the numbers of a table are remarks (12.3 p), passed over"));
    syntax.whole("--skip-rows", options.skip_rows, {}, said("Rows of a table above its titles that are no part of it"));
    syntax.repeated(
        "--drop", options.drop,
        said("Leave rows of a table out, by code, name or text in a further column, with commas between them"),
        {.value = "UNIT,..."});
    syntax.repeated("--keep", options.keep, said("Rows that are units although they look like totals or notes"),
                    {.value = "UNIT,..."});
    syntax.heading({});
}

void add_output_options(Syntax& syntax, OutputOptions& options) {
    syntax.heading(output_options);
    syntax.choice("-f,--format", options.format, names_of(formatters()),
                  said("Output format; else by the extension of -o, else table"));
    syntax.output("-o,--output", options.path, said("Write to a file, replaced only once complete"));
    syntax.choice("--lang", options.language, {"zh", "en"},
                  said("Language of names and headers; else the index's own"));
    syntax.choice("--header", options.header, {"name", "code"}, said("Column names in csv and tsv"));
    syntax.whole("--digits", options.digits, {0, 15},
                 said("Decimals of scores; else 1 in tables, all in csv, tsv and json"));
    syntax.choice("--round", options.round, keys_of(ways_of_halves()), said("How halves are rounded for show"));
    syntax.flag("--bom", options.byte_order_mark, said("Begin csv and tsv with a byte order mark, for spreadsheets"));
    syntax.choice("--color,--colour", options.colour, {"auto", "always", "never"}, said("Colour in tables"));
    syntax.heading({});
    syntax.rule([&syntax, &options] { refuse_of_csv_alone(syntax, options); });
}

Source read_input(const std::string& path, Environment& environment) {
    refuse_overwriting(path, environment.outputs);
    if (path != "-") return read_source(path);
    if (environment.in_is_closed) {
        throw InputError(Problem{.where = {"<stdin>"}, .what = said("standard input is closed"), .remedy = {}});
    }
    std::string bytes;
    for (std::size_t size = 0; environment.in;) {
        detail::require_memory(2 * size);
        bytes.resize(size + std::max<std::size_t>(size, 65536));
        environment.in.read(bytes.data() + size, static_cast<std::streamsize>(bytes.size() - size));
        size += static_cast<std::size_t>(environment.in.gcount());
        if (!environment.in) bytes.resize(size);
    }
    return {"<stdin>", std::move(bytes)};
}

LoadOptions load_options(const InputOptions& options) {
    LoadOptions load;
    load.format = meaning_of(input_formats(), options.input_format);
    load.encoding = encoding_of(options.encoding);
    load.sheet = options.sheet;
    load.delimiter = delimiter_of(options.delimiter);
    load.decimal = decimal_of(options.decimal);
    load.missing_codes = missing_codes_of(options.missing_codes);
    load.shape = meaning_of(table_shapes(), options.layout).value_or(Shape::found_out);
    load.columns = columns_of(options.columns);
    load.pass_over_flags = options.flags;
    load.skip_rows = options.skip_rows;
    load.drop = options.drop;
    load.keep = options.keep;
    if (!options.settings.empty()) load.overrides = overrides_of(options.settings);
    return load;
}

std::optional<Index> load_given_index(const InputOptions& options, Environment& environment) {
    if (options.index.empty()) return std::nullopt;
    Loaded<Index> loaded =
        load_index(read_input(options.index, environment), {.overrides = load_options(options).overrides});
    warn(loaded.warnings, environment);
    return std::move(loaded.value);
}

Input load_input(const Source& source, const InputOptions& options, Environment& environment) {
    ProgressLine line(environment, said("reading"));
    LoadOptions load = load_options(options);
    refuse_of_tables(options, {&source, 1});
    load.progress = line.piece();
    return accepted(load_dataset(source, load_given_index(options, environment), load), environment);
}

Input accepted(Loaded<Input> loaded, Environment& environment) {
    warn(loaded.warnings, environment);
    refuse_overwriting(loaded.value.index.file, environment.outputs);
    return std::move(loaded.value);
}

Input load_inputs(const InputOptions& options, Environment& environment, const Loader& load) {
    Gathered problems;
    std::vector<Source> sources;
    for (const std::string& file : options.files) {
        problems.from([&] { sources.push_back(read_input(file, environment)); });
    }
    refuse_of_tables(options, sources);
    ProgressLine line(environment, said("reading"));
    std::vector<Loaded<Input>> loaded;
    problems.from([&] {
        const auto index = load_given_index(options, environment);
        loaded = load(sources, index, load_options(options), [&] { return line.piece(); });
    });
    problems.raise_if_any();
    std::vector<Input> inputs;
    for (Loaded<Input>& one : loaded) inputs.push_back(accepted(std::move(one), environment));
    sources.clear();
    std::vector<Problem> matched;
    Input merged = merge(std::move(inputs), &matched);
    warn(matched, environment);
    return merged;
}

Language language_of(const OutputOptions& options, const Index& index) {
    return language_of(options, index.language());
}

Language language_of(const OutputOptions& options, Language own) {
    if (options.language.empty()) return own;
    return options.language == "zh" ? Language::zh : Language::en;
}

std::size_t node_of(const Index& index, const std::string& name) {
    const auto called = [&](std::size_t node) {
        const Node& one = index.nodes[node];
        return CalledBy{one.code, {one.name.own, one.name.english}};
    };
    const Meant meant = find_meant(name, 0, index.nodes.size(), true, called);
    if (meant.places.size() == 1) return meant.places.front();
    if (!meant.places.empty()) {
        std::vector<CalledBy> few;
        for (std::size_t i = 0; i < std::min(most_named, meant.places.size()); ++i)
            few.push_back(called(meant.places[i]));
        throw UsageError(not_clear(name, meant, few));
    }
    std::vector<std::string_view> known;
    for (const Node& node : index.nodes) known.insert(known.end(), {node.code, node.name.own, node.name.english});
    throw UsageError(with_nearest(said("'{}' is no node of the index", printable(name)), name, known));
}

Input for_period(Input input, const std::string& label) {
    if (!detail::looks_back(input.index)) return input;
    return in_period_called(std::move(input), label);
}

std::size_t period_of(const Dataset& data, const std::string& label) {
    if (label.empty()) return data.periods.size() - 1;
    std::vector<std::string_view> known;
    const std::string wanted = period_label(label);
    for (std::size_t i = 0; i < data.periods.size(); ++i) {
        if (data.periods[i].label == label || data.periods[i].label == wanted) return i;
        known.push_back(data.periods[i].label);
    }
    throw UsageError(said("'{}' is no period of the data; there are {}", printable(label), enumerated(known)));
}

void refuse_binary_to_terminal(const OutputOptions& options, const Environment& environment) {
    const Formatter& formatter = formatter_for(options);
    if (!formatter.is_binary || !goes_to_terminal(options, environment)) return;
    throw UsageError(said("{} is no text for a terminal; name a file with -o", formatter.name));
}

void write(const Document& document, const OutputOptions& options, Language language, Environment& environment) {
    const Formatter& formatter = formatter_for(options);
    const bool to_terminal = goes_to_terminal(options, environment);
    refuse_binary_to_terminal(options, environment);
    if (!formatter.holds_notes) say_notes(document, environment);
    const Formatter* const by_extension = formatter_of_path(options.path);
    if (by_extension != nullptr && by_extension != &formatter)
        note(said("{} is written as {}, as -f says, not as {}", options.path, formatter.name, by_extension->name),
             environment);
    if (formatter.losses != nullptr) {
        for (const std::string& loss : formatter.losses(document, language)) warn(loss, environment);
    }
    ProgressLine line(environment, said("writing"));
    Presentation presentation = presentation_for(options, language, environment);
    if (!to_terminal) presentation.progress = line.piece();
    write_out(options.path, environment, [&](std::ostream& out) { formatter.write(out, document, presentation); });
}

}  // namespace iiindex::cli
