#include "cli/evaluate.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/present.hpp>
#include <iiindex/text.hpp>

#include "text/normal.hpp"

namespace iiindex::cli {

void add_evaluation_options(Syntax& syntax, EvaluationOptions& options) {
    add_input_options(syntax, options.input);
    syntax.text("--period", options.period, "Of a file with several periods; else the last one", {.value = "PERIOD"});
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
    Input before = load_input(read_input(previous, environment), options, environment);
    const std::string& code = now.index.nodes[node].code;
    if (!before.index.find(code)) {
        throw UsageError(
            fmt::format("--previous is of another index: '{}' has no node '{}'", before.index.root().code, code));
    }
    const std::size_t last = before.data.periods.size() - 1;
    before = in_period(std::move(before), last);
    const Input after = in_period(now, period);
    warn(match_units(after.data, before.data), environment);
    return iiindex::change(before, after, node);
}

namespace {

/// The rows of a period that one of the texts of a unit says, by what it makes of them.
template <class Same>
std::vector<std::size_t> rows_named(const Dataset& data, const Period& period, const Same& same) {
    std::vector<std::size_t> rows;
    for (std::size_t row = period.first; row < period.end(); ++row) {
        const Units& units = data.units;
        const bool is_named = (!units.names.empty() && same(units.names[row])) ||
                              (!units.names_english.empty() && same(units.names_english[row]));
        if (is_named) rows.push_back(row);
    }
    return rows;
}

/// The rows that a text may mean: by code, then by name, then by what only looks the same.
std::vector<std::size_t> rows_of(const Dataset& data, const Period& period, const std::string& name) {
    if (name.empty()) return {};
    for (std::size_t row = period.first; row < period.end(); ++row) {
        if (data.units.codes[row] == name) return {row};
    }
    auto rows = rows_named(data, period, [&](std::string_view text) { return text == name; });
    if (!rows.empty()) return rows;
    const std::string form = detail::normal_form(name);
    for (std::size_t row = period.first; row < period.end(); ++row) {
        if (detail::normal_form(data.units.codes[row]) == form) return {row};
    }
    return rows_named(data, period, [&](std::string_view text) { return detail::normal_form(text) == form; });
}

}  // namespace

std::size_t row_of(const Dataset& data, const Period& period, const std::string& name) {
    const std::vector<std::size_t> rows = rows_of(data, period, name);
    if (rows.size() == 1) return rows.front();
    if (rows.size() > 1) {
        std::vector<std::string> codes;
        for (const std::size_t row : rows) codes.push_back(fmt::format("'{}'", printable(data.units.codes[row])));
        throw UsageError(fmt::format("'{}' is the name of {}; give a code", printable(name), fmt::join(codes, ", ")));
    }
    std::vector<std::string_view> known;
    for (std::size_t row = period.first; row < period.end(); ++row) {
        known.insert(known.end(),
                     {data.units.codes[row], data.units.name(row, Language::zh), data.units.name(row, Language::en)});
    }
    std::string message = fmt::format("'{}' is no unit of {}", printable(name), printable(data.file));
    if (!period.label.empty()) message += fmt::format(" in {}", period.label);
    if (const auto near = did_you_mean(name, known); !near.empty()) message += "; " + near;
    throw UsageError(message);
}

std::vector<std::string> units_in(const Dataset& data, const Period& period, const std::string& list) {
    return split_names(list, [&](std::string_view name) { return !rows_of(data, period, std::string(name)).empty(); });
}

std::size_t scored_row_of(const Result& result, const Period& period, const std::string& name, std::size_t node,
                          Language language) {
    const std::size_t row = row_of(result.data, period, name);
    if (result.score(row, node)) return row;
    throw InputError(
        Problem{.where = {result.data.file}, .what = why_no_score(result, row, node, language), .remedy = {}});
}

}  // namespace iiindex::cli
