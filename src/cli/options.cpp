#include "cli/options.hpp"

#include <algorithm>
#include <filesystem>
#include <istream>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/problem.hpp>
#include <iiindex/text.hpp>

#include "cli/file.hpp"
#include "cli/progress.hpp"

namespace iiindex::cli {
namespace {

template <class Named>
std::vector<std::string> names_of(const Named& list) {
    std::vector<std::string> names;
    for (const auto& item : list) names.emplace_back(item.name);
    return names;
}

template <class Pairs>
std::vector<std::string> keys_of(const Pairs& list) {
    std::vector<std::string> names;
    for (const auto& [name, meaning] : list) names.emplace_back(name);
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

void warn(const std::vector<Problem>& warnings, Environment& environment) {
    if (environment.quiet) return;
    for (const Problem& warning : warnings) environment.err << to_string(warning, Severity::warning);
}

/// Says on err what the format has no place for.
void say_notes(const Document& document, Environment& environment) {
    if (environment.quiet) return;
    for (const std::string& note : document.notes) environment.err << "note: " << printable(note) << '\n';
}

Presentation presentation_for(const OutputOptions& options, Language language, const Environment& environment) {
    const bool to_terminal = options.path.empty() && environment.out_is_terminal;
    const bool by_itself = (options.path.empty() && environment.colour_allowed) || environment.colour_forced;
    return {.header = options.header == "code" ? Header::code : Header::name,
            .digits = options.digits,
            .colour = options.colour == "always" || (options.colour == "auto" && by_itself),
            .byte_order_mark = options.byte_order_mark,
            .width = to_terminal ? environment.width : 0,
            .language = language};
}

/// The settings of the command line: what is wrong with them is wrong with the command line.
SettingOverrides overrides_of(const std::string& settings) {
    try {
        return load_overrides({"the command line", settings});
    } catch (const InputError& error) {
        const Problem& problem = error.problems().front();
        throw UsageError(problem.remedy.empty() ? problem.what : problem.what + "; " + problem.remedy);
    }
}

}  // namespace

const Formatter& formatter_for(const OutputOptions& options) {
    if (!options.format.empty()) return *find_formatter(options.format);
    if (const Formatter* by_extension = formatter_of_path(options.path)) return *by_extension;
    const std::string extension = std::filesystem::path(options.path).extension().string();
    if (extension.empty() || is_device(options.path)) return formatters().front();
    throw UsageError(fmt::format("no format goes with '{}'; choose one with -f: {}", printable(extension),
                                 fmt::join(names_of(formatters()), ", ")));
}

bool asks_for(const OutputOptions& options, std::string_view extension) {
    return options.format.empty() && std::filesystem::path(options.path).extension() == extension;
}

void add_input_options(CLI::App& app, InputOptions& options, Files files) {
    auto* input = app.add_option("file", options.files, "Values: JSON, CSV or TSV; - is standard input")
                      ->type_name("FILE")
                      ->required();
    if (files == Files::one) input->expected(1)->allow_extra_args(false);
    app.add_option("-i,--index", options.index, "Index definition (JSON); else the one that the data names")
        ->type_name("FILE");
    app.add_option("--input-format", options.input_format, "Format of the input; else by extension or content")
        ->check(CLI::IsMember(keys_of(input_formats())));
    app.add_option("--encoding", options.encoding, "Encoding of the input; else found out")
        ->check(CLI::IsMember(keys_of(encodings())));
}

void add_output_options(CLI::App& app, OutputOptions& options) {
    app.add_option("-f,--format", options.format, "Output format; else by the extension of -o, else table")
        ->check(CLI::IsMember(names_of(formatters())));
    app.add_option("-o,--output", options.path, "Write to a file, replaced only once complete")->type_name("PATH");
    app.add_option("--lang", options.language, "Language of names and headers; else the index's own")
        ->check(CLI::IsMember({"zh", "en"}));
    app.add_option("--header", options.header, "Column names in csv and tsv")
        ->check(CLI::IsMember({"name", "code"}))
        ->capture_default_str();
    app.add_option("--digits", options.digits, "Decimals of scores; else 1 in tables, all in csv, tsv and json")
        ->check(CLI::Range(0, 15));
    app.add_flag("--bom", options.byte_order_mark, "Begin csv and tsv with a byte order mark, for spreadsheets");
    app.add_option("--color", options.colour, "Colour in tables")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
}

Source read_input(const std::string& path, Environment& environment) {
    if (path != "-") return read_source(path);
    std::string bytes;
    for (std::size_t size = 0; environment.in;) {
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
    load.encoding = meaning_of(encodings(), options.encoding);
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
    ProgressLine line(environment, "reading");
    LoadOptions load = load_options(options);
    load.progress = line.piece();
    Loaded<Input> loaded = load_dataset(source, load_given_index(options, environment), load);
    warn(loaded.warnings, environment);
    return std::move(loaded.value);
}

Input load_inputs(const InputOptions& options, Environment& environment) {
    Gathered problems;
    std::vector<Source> sources;
    for (const std::string& file : options.files) {
        problems.from([&] { sources.push_back(read_input(file, environment)); });
    }
    ProgressLine line(environment, "reading");
    std::vector<Loaded<Input>> loaded;
    problems.from([&] {
        const auto index = load_given_index(options, environment);
        loaded = load_datasets(sources, index, load_options(options), [&] { return line.piece(); });
    });
    problems.raise_if_any();
    std::vector<Input> inputs;
    for (Loaded<Input>& one : loaded) {
        warn(one.warnings, environment);
        inputs.push_back(std::move(one.value));
    }
    sources.clear();
    return merge(std::move(inputs));
}

Language language_of(const OutputOptions& options, const Index& index) {
    return language_of(options, index.language());
}

Language language_of(const OutputOptions& options, Language own) {
    if (options.language.empty()) return own;
    return options.language == "zh" ? Language::zh : Language::en;
}

std::size_t node_of(const Index& index, const std::string& name) {
    std::vector<std::string_view> known;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const Node& candidate = index.nodes[node];
        if (candidate.code == name || candidate.name.own == name || candidate.name.english == name) return node;
        known.insert(known.end(), {candidate.code, candidate.name.own, candidate.name.english});
    }
    std::string message = fmt::format("'{}' is no node of the index", printable(name));
    if (const auto near = did_you_mean(name, known); !near.empty()) message += "; " + near;
    throw UsageError(message);
}

std::size_t period_of(const Dataset& data, const std::string& label) {
    if (label.empty()) return data.periods.size() - 1;
    std::vector<std::string_view> known;
    for (std::size_t i = 0; i < data.periods.size(); ++i) {
        if (data.periods[i].label == label) return i;
        known.push_back(data.periods[i].label);
    }
    throw UsageError(
        fmt::format("'{}' is no period of the data; there are {}", printable(label), fmt::join(known, ", ")));
}

void write(const Document& document, const OutputOptions& options, Language language, Environment& environment) {
    const Formatter& formatter = formatter_for(options);
    const bool to_terminal = (options.path.empty() || options.path == "-") && environment.out_is_terminal;
    if (formatter.is_binary && to_terminal) {
        throw UsageError(fmt::format("{} is no text for a terminal; name a file with -o", formatter.name));
    }
    if (!formatter.holds_notes) say_notes(document, environment);
    ProgressLine line(environment, "writing");
    Presentation presentation = presentation_for(options, language, environment);
    if (!to_terminal) presentation.progress = line.piece();
    write_out(options.path, environment, [&](std::ostream& out) { formatter.write(out, document, presentation); });
}

}  // namespace iiindex::cli
