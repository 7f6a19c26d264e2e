#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/text.hpp>
#include <iiindex/write.hpp>

#include "cli/command.hpp"
#include "cli/file.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct InitArguments {
    InputOptions input;  ///< how what is read is written
    std::string table;
    std::string values;
    std::string previous;
    std::string period;
    std::string path;
    std::string format;
    std::string language;
};

/// The format asked for, else the path's, else JSON.
InputFormat format_of(const InitArguments& options) {
    const std::string extension = extension_of(options.path);
    const std::string name = !options.format.empty() ? options.format
                             : extension.empty()     ? "json"
                                                     : extension.substr(1);
    const auto formats = input_formats();
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const auto& one) { return one.first == name; });
    if (found != formats.end()) return found->second;
    throw UsageError(said("an index is written to .json, .csv, .tsv or .xlsx, not to '{}'", printable(options.path)));
}

ExitCode init(const InitArguments& options, Environment& environment) {
    IndexForm form{.format = format_of(options), .reading = load_options(options.input), .period = options.period};
    if (form.format == InputFormat::xlsx && options.path.empty() && environment.out_is_terminal)
        throw UsageError(said("xlsx is no text for a terminal; name a file with -o"));
    if (!options.language.empty()) form.language = options.language == "zh" ? Language::zh : Language::en;
    const Source source = read_input(options.table, environment);
    const std::string& file = options.values.empty() ? options.previous : options.values;
    Input input;
    if (!file.empty()) {
        const Loaded<Index> index = load_index(source, form.reading);
        input = accepted(load_dataset(read_input(file, environment), index.value, form.reading), environment);
        form.data = &input.data;
        form.is_previous = options.values.empty();
    }
    const Loaded<std::string> index = index_in_form(source, form);
    warn(index.warnings, environment);
    write_out(options.path, environment, [&](std::ostream& out) { out << index.value; });
    return ExitCode::done;
}

}  // namespace

Run add_init(Syntax& syntax) {
    const auto options = std::make_shared<InitArguments>();
    syntax.argument("table", options->table,
                    said("A table of values, or an index in any form: CSV, TSV, XLSX or JSON; - is standard input"),
                    "FILE");
    syntax.output("-o,--output", options->path, said("A file in JSON, CSV, TSV or XLSX; else standard output"));
    syntax.choice("-f,--format", options->format, {"json", "csv", "tsv", "xlsx"},
                  said("Else by the extension of -o, else json"));
    syntax.input("--values", options->values, said("For a workbook: values that go with the index"));
    syntax.input("--previous", options->previous,
                 said("For a workbook: the units of FILE's last period, and their values to compare with"),
                 {.not_with = "--values"});
    syntax.text("--period", options->period, said("With --previous: what the column of periods says, as 2021"),
                {.value = "PERIOD"});
    syntax.choice("--lang", options->language, {"zh", "en"},
                  said("Language of a workbook's titles; else the index's own"));
    add_reading_options(syntax, options->input);
    syntax.rule([&syntax, given = options.get()] {
        if (given->previous.empty()) syntax.refuse({"--period"}, said("there is no --previous"));
        if (format_of(*given) != InputFormat::xlsx)
            syntax.refuse({"--values", "--previous", "--lang"}, said("it is for a workbook: -o FILE.xlsx"));
    });
    return [options](Environment& environment) { return init(*options, environment); };
}

}  // namespace iiindex::cli
