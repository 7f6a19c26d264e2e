#include "cli/evaluate.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/present.hpp>
#include <iiindex/text.hpp>

#include "cli/names.hpp"

namespace iiindex::cli {

void add_evaluation_options(Syntax& syntax, EvaluationOptions& options) {
    add_input_options(syntax, options.input);
    syntax.text("--period", options.period, said("Of a file with several periods; else the last one"),
                {.value = "PERIOD"});
    add_method_options(syntax, options.method);
}

Evaluation evaluate(EvaluationOptions options, Environment& environment) {
    options.input.settings = settings_of(options.method);
    Evaluation evaluation{
        .input = for_period(load_inputs(options.input, environment), options.period), .reference = {}, .result = {}};
    Input& input = evaluation.input;
    input.index = with_method(std::move(input.index), options.method, environment);
    evaluation.reference = load_reference(options.method, options.input, input.index, environment);
    evaluation.pooled = options.method.pooled;
    evaluation.result = compute(input.index, input.data, evaluation.options());
    warn_of_gaps(evaluation.result, environment);
    return evaluation;
}

Changes changes_since(const std::string& previous, const InputOptions& options, const Input& now, std::size_t period,
                      std::size_t node, Environment& environment) {
    Input before = previous.empty() ? now : load_input(read_input(previous, environment), options, environment);
    const std::string& code = now.index.nodes[node].code;
    if (!before.index.find(code)) {
        throw UsageError(said("--previous is of another index: '{}' has no node '{}'", before.index.root().code, code));
    }
    // The period before the one of this label, else the last.
    std::size_t last = before.data.periods.size() - 1;
    for (std::size_t i = 1; i < before.data.periods.size(); ++i) {
        if (before.data.periods[i].label == now.data.periods[period].label) last = i - 1;
    }
    before = in_period(std::move(before), last);
    const Input after = in_period(now, period);
    warn(match_units(after.data, before.data), environment);
    return iiindex::change(before, after, node);
}

namespace {

/// What a row's unit is called.
auto called_in(const Dataset& data) {
    return [&units = data.units](std::size_t row) {
        return CalledBy{units.codes[row], {units.names.at_or_empty(row), units.names_english.at_or_empty(row)}};
    };
}

Meant find_rows(const Dataset& data, const Period& period, std::string_view name, bool parts) {
    return find_meant(name, period.first, period.end(), parts, called_in(data));
}

}  // namespace

std::size_t row_of(const Dataset& data, const Period& period, const std::string& name) {
    const Meant meant = find_rows(data, period, name, true);
    if (meant.places.size() == 1) return meant.places.front();
    if (!meant.places.empty()) {
        std::vector<CalledBy> few;
        for (std::size_t i = 0; i < std::min(most_named, meant.places.size()); ++i)
            few.push_back(called_in(data)(meant.places[i]));
        throw UsageError(not_clear(name, meant, few));
    }
    std::vector<std::string_view> known;
    for (std::size_t row = period.first; row < period.end(); ++row) {
        known.insert(known.end(),
                     {data.units.codes[row], data.units.name(row, Language::zh), data.units.name(row, Language::en)});
    }
    const std::string shown = printable(name), file = printable(data.file);
    throw UsageError(with_nearest(period.label.empty() ? said("'{}' is no unit of {}", shown, file)
                                                       : said("'{}' is no unit of {} in {}", shown, file, period.label),
                                  name, known));
}

void add_once(std::vector<std::size_t>& places, std::size_t place, const std::string& name) {
    const bool is_there = std::find(places.begin(), places.end(), place) != places.end();
    if (is_there) throw UsageError(said("'{}' is given twice", printable(name)));
    places.push_back(place);
}

std::vector<std::string> units_in(const Dataset& data, const Period& period, const std::string& list) {
    return split_names(list,
                       [&](std::string_view name) { return !find_rows(data, period, name, false).places.empty(); });
}

std::size_t scored_row_of(const Result& result, const Period& period, const std::string& name, std::size_t node,
                          Language language) {
    const std::size_t row = row_of(result.data, period, name);
    if (result.score(row, node)) return row;
    throw InputError(
        Problem{.where = {result.data.file}, .what = why_no_score(result, row, node, language), .remedy = {}});
}

}  // namespace iiindex::cli
