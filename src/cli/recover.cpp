#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iiindex/chart.hpp>
#include <iiindex/present.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/write.hpp>

#include "cli/command.hpp"
#include "cli/file.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "load/formats.hpp"

namespace iiindex::cli {
namespace {

struct RecoverArguments {
    InputOptions input;
    OutputOptions output;
    std::string node;
    std::string mean;
};

/// What was published: datasets in JSON, and tables of scores, ranks and tiers with a row a unit.
std::vector<Loaded<Input>> load_printed(const std::vector<Source>& sources, const std::optional<Index>& index,
                                        const LoadOptions& reading, const std::function<Progress()>& progress_of) {
    const auto is_table = [&](const Source& source) { return detail::format_of(source, reading) != InputFormat::json; };
    if (std::none_of(sources.begin(), sources.end(), is_table))
        return load_datasets(sources, index, reading, progress_of);
    std::vector<Loaded<Input>> loaded;
    for (const Source& source : sources)
        loaded.push_back(load_published(source, index ? *index : built_in_index(), reading));
    return loaded;
}

/// An index that stands in the dataset itself has the dataset's file.
bool is_inline(const Input& input) { return input.index.file == input.data.file; }

bool is_built_in(const Input& input) { return input.index.file == built_in_index().file; }

[[noreturn]] void refuse_inline() {
    throw UsageError(
        said("the index stands inside the dataset; put it into a file of its own and name that with --index"));
}

/// The text that the index was read from.
Source index_source(const Input& input, Environment& environment) {
    if (is_built_in(input)) return {input.index.file, std::string(built_in_index_text())};
    if (!is_inline(input)) return read_input(input.index.file, environment);
    refuse_inline();
}

/// How the dataset to be written at `path` names its index.
std::string index_reference(const Input& input, const std::string& path) {
    if (is_built_in(input)) return {};
    if (is_inline(input)) refuse_inline();
    std::error_code error;
    const auto folder = std::filesystem::absolute(path, error).parent_path();
    const auto index = std::filesystem::absolute(input.index.file, error);
    if (error) throw OutputError(said("{} could not be written: {}", path, error.message()));
    const auto relative = index.lexically_normal().lexically_relative(folder.lexically_normal());
    return nlohmann::json(relative.generic_string()).dump();
}

WeightQuestion question_of(const RecoverArguments& options, const Index& index) {
    WeightQuestion question;
    if (!options.node.empty()) question.node = node_of(index, options.node);
    if (!options.mean.empty()) question.mean = options.mean == "geometric" ? Mean::geometric : Mean::arithmetic;
    return question;
}

void say_unfit(const std::vector<RecoveredWeights>& recovered, const Input& input) {
    for (const RecoveredWeights& node : recovered) {
        if (node.fits) continue;
        const std::string& code = input.index.nodes[node.node].code;
        throw InputError(
            Problem{.where = {input.data.file},
                    .what = said("no weights of '{}' fit all that is printed: the index stays as it is", code),
                    .remedy = said("without -o, recover weights says which units stand in the way")});
    }
}

ExitCode recover_weights(const RecoverArguments& options, Environment& environment) {
    const Input input = load_inputs(options.input, environment, load_printed);
    const auto recovered = iiindex::recover_weights(input, question_of(options, input.index));
    const Language language = language_of(options.output, input.index);
    if (asks_for(options.output, ".json")) {
        say_unfit(recovered, input);
        write_out(options.output.path, environment, [&](std::ostream& out) {
            out << with_weights(index_source(input, environment), input.index, recovered);
        });
        return ExitCode::done;
    }
    if (asks_for(options.output, ".svg")) {
        write_out(options.output.path, environment,
                  [&](std::ostream& out) { out << weights_chart(input.index, recovered, language); });
    } else {
        write(weights_document(input.index, input.data, recovered, language), options.output, language, environment);
    }
    const bool fits = std::all_of(recovered.begin(), recovered.end(), [](const auto& node) { return node.fits; });
    return fits ? ExitCode::done : ExitCode::refused;
}

ExitCode recover_values(const RecoverArguments& options, Environment& environment) {
    const Input input = load_inputs(options.input, environment, load_printed);
    ProgressLine line(environment, said("recovering"));
    const RecoveredValues recovered = iiindex::recover_values(input, line.piece());
    if (asks_for(options.output, ".json")) {
        const std::string reference = index_reference(input, options.output.path);
        write_out(options.output.path, environment,
                  [&](std::ostream& out) { out << dataset_text(input, recovered, reference); });
        return ExitCode::done;
    }
    const Language language = language_of(options.output, input.index);
    write(values_document(input.index, recovered, language), options.output, language, environment);
    return ExitCode::done;
}

Syntax& add_word(Syntax& syntax, const std::string& name, const std::string& summary, RecoverArguments& options) {
    Syntax& word = syntax.nested(name, summary);
    add_input_options(
        word, options.input, {},
        said("What was published: JSON, or a table (CSV, TSV, XLSX) of scores, ranks and tiers; - is standard input"));
    word.rule([&word, &options] {
        if (asks_for(options.output, ".svg")) refuse_table_options(word, said("a picture is written"));
        if (!asks_for(options.output, ".json")) return;
        refuse_table_options(word, said("a file is written that can be computed with"));
        word.refuse({"--lang"}, said("a file is written that can be computed with, in all its languages"));
    });
    add_output_options(word, options.output);
    return word;
}

}  // namespace

Run add_recover(Syntax& syntax) {
    syntax.require_nested();
    const auto of_weights = std::make_shared<RecoverArguments>(), of_values = std::make_shared<RecoverArguments>();
    Syntax& weights = add_word(
        syntax, "weights",
        said("The weights that fit printed scores; -o FILE.json writes the index with them, FILE.svg a picture"),
        *of_weights);
    weights.text("--node", of_weights->node, said("Only this node's, by its code or name"), {.value = "NODE"});
    weights.choice("--aggregation", of_weights->mean, {"arithmetic", "geometric"},
                   said("The mean that is tried; else the node's own"));
    const Syntax& values = add_word(
        syntax, "values", said("Values that give back all that is published; -o FILE.json writes them as a dataset"),
        *of_values);
    return [of_weights, of_values, &values](Environment& environment) {
        return values.given() ? recover_values(*of_values, environment) : recover_weights(*of_weights, environment);
    };
}

}  // namespace iiindex::cli
