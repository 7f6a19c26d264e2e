#include <memory>
#include <ostream>

#include <iiindex/present.hpp>
#include <iiindex/questionnaire.hpp>
#include <iiindex/questionnaire_book.hpp>

#include "cli/command.hpp"
#include "cli/experts.hpp"
#include "cli/file.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct TemplateArguments {
    InputOptions input;
    OutputOptions output;
    std::string units;
    std::string period;
    std::string judgements;
    std::uint64_t experts = 1;
};

ExitCode make_template(TemplateArguments options, Environment& environment) {
    std::optional<Index> index = load_given_index(options.input, environment);
    std::optional<Dataset> units;
    if (!options.units.empty()) {
        options.input.files = {options.units};
        Input input = load_inputs(options.input, environment);
        units = std::move(input.data);
        index = std::move(input.index);
    }
    const Index& shown = index ? *index : built_in_index();
    const Language language = language_of(options.output, shown);
    if (!options.judgements.empty()) {
        const JudgementKind kind = meaning_of(judgement_kinds(), options.judgements);
        if (kind == JudgementKind::pairwise && formatter_for(options.output).name == "xlsx") {
            refuse_binary_to_terminal(options.output, environment);
            write_out(options.output.path, environment,
                      [&](std::ostream& out) { write_questionnaire_book(out, shown, options.experts, language); });
            return ExitCode::done;
        }
        write(questionnaire_document(shown, kind, options.experts, language), options.output, language, environment);
        return ExitCode::done;
    }
    write(template_document(shown, units ? &*units : nullptr, options.period, language), options.output, language,
          environment);
    return ExitCode::done;
}

}  // namespace

Run add_template(Syntax& syntax) {
    const auto options = std::make_shared<TemplateArguments>();
    syntax.input("-i,--index", options->input.index, said("Index: JSON, CSV, TSV or XLSX; else the built-in one"));
    syntax.input("--units", options->units, said("Take the units from this dataset's last period"));
    syntax.text("--period", options->period, said("Fill the period column, as 2021"), {.value = "PERIOD"});
    add_reading_options(syntax, options->input);
    syntax.choice("--judgements", options->judgements, words_of(judgement_kinds()),
                  said("A questionnaire for experts instead, as weigh reads it once filled in"));
    syntax.whole("--experts", options->experts, {1, 10000}, said("How many experts the questionnaire is for"));
    syntax.rule([&syntax, given = options.get()] {
        if (given->judgements.empty())
            syntax.refuse({"--experts"}, said("there are no --judgements"));
        else
            syntax.refuse({"--units", "--period", "--input-format", "--encoding", "--sheet", "--delimiter", "--decimal",
                           "--missing-codes", "--skip-rows", "--drop", "--keep"},
                          said("experts are asked, not units"));
    });
    options->output.usual_format = "csv";
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return make_template(*options, environment); };
}

}  // namespace iiindex::cli
