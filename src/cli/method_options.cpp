#include "cli/method_options.hpp"

#include <filesystem>
#include <ostream>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/text.hpp>
#include <iiindex/weigh.hpp>

#include "cli/names.hpp"
#include "cli/number.hpp"

namespace iiindex::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A method's name, or the JSON of a setting as an index file has it.
Json setting(const std::string& text) {
    if (text.empty() || text.front() != '{') return text;
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) throw UsageError(said("'{}' is no JSON", printable(text)));
    return json;
}

Json as_object(Json method) { return method.is_object() ? std::move(method) : Json{{"method", std::move(method)}}; }

Json range(const std::string& text) {
    const std::size_t comma = text.find(',');
    const auto low = number_from(std::string_view(text).substr(0, comma));
    const auto high = comma == std::string::npos ? std::nullopt : number_from(std::string_view(text).substr(comma + 1));
    if (low && high && *low < *high) return Json::array({*low, *high});
    throw UsageError(
        said("--range is '{}', expected two numbers, the lower one first: --range 0,100", printable(text)));
}

/// A step of "prepare": JSON, or its short form: a step, with = and its method or share, with : and its group.
Json prepare_step(const std::string& text) {
    if (text.starts_with('{')) return setting(text);
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string step = text.substr(0, equals);
    const std::string what = equals < text.size() ? text.substr(equals + 1) : "";
    if (step == "treat" && what.empty()) return {{"treat", Json::object()}};
    if (step == "screen" && number_from(what)) return {{"screen", {{"at_least", *number_from(what)}}}};
    if (step == "impute" && !what.empty()) {
        const std::size_t colon = what.find(':');
        if (colon == std::string::npos) return {{"impute", what}};
        return {{"impute", what.substr(0, colon)}, {"group", what.substr(colon + 1)}};
    }
    throw UsageError(
        said("--prepare '{}' is no step, expected impute=METHOD[:GROUP], screen=SHARE, treat, "
             "or a step as an index file has it",
             printable(text)));
}

bool is_weights_file(const std::string& weights) {
    return !weights.empty() && weights.front() != '{' && weights != "given" &&
           find_named(weighting_methods(), weights) == nullptr;
}

/// A word that was meant for a method: no such file, and a method's name is near.
void refuse_misspelt(const std::string& weights) {
    const std::string near = did_you_mean(weights, names_of(weighting_methods(), {"given"}));
    if (near.empty() || weights == "-" || std::filesystem::exists(weights)) return;
    throw UsageError(said("--weights '{}' is no method and no file; {}", printable(weights), near));
}

Index with_weights(Index index, const MethodOptions& options, Environment& environment) {
    if (!is_weights_file(options.weights)) return index;
    refuse_misspelt(options.weights);
    Loaded<Index> loaded = load_weights(read_input(options.weights, environment), std::move(index));
    warn(loaded.warnings, environment);
    return std::move(loaded.value);
}

bool changes_scale(const MethodOptions& options) { return !options.normalise.empty() || !options.range.empty(); }

/// An option that overrides a setting of the index file.
struct Override {
    std::string_view option;  ///< and its other name behind a comma, if it has one
    std::string_view value;   ///< what stands for its value in help
    std::string summary;
    std::vector<std::string_view> suggested;
    void (*put)(Json& settings, const std::string& text);  ///< puts a text that was given where a node has the setting

    std::string_view name() const { return option.substr(0, option.find(',')); }
};

/// Does something with the texts that were given for each of them (one, or a vector where it may be repeated) and with
/// the option, in the order of help and messages.
template <class Options, class Do>
void for_overrides(Options& options, const Do& with) {
    with(options.normalise, Override{"--normalise,--normalize", "METHOD",
                                     said("Normalisation by name, or a setting as an index file has it"),
                                     names_of(normalisation_methods()), [](Json& settings, const std::string& text) {
                                         settings["normalisation"] = setting(text);
                                     }});
    with(
        options.range,
        Override{
            "--range", "LO,HI", said("Range of the scores, as 0,100"), {}, [](Json& settings, const std::string& text) {
                Json changed = as_object(settings.value("normalisation", Json("min-max")));
                changed["range"] = range(text);
                settings["normalisation"] = std::move(changed);
            }});
    with(options.aggregate, Override{"--aggregate", "METHOD", said("Aggregation at every node, by name or a setting"),
                                     names_of(aggregation_methods()), [](Json& settings, const std::string& text) {
                                         settings["aggregation"] = setting(text);
                                     }});
    with(options.missing,
         Override{"--missing",
                  "RULE",
                  said("What a child without a score does, by name or a setting"),
                  {"reweight", "none"},
                  [](Json& settings, const std::string& text) { settings["missing"] = setting(text); }});
    with(options.prepare,
         Override{"--prepare",
                  "STEP",
                  said("A step before normalising, repeatable, in order: impute=METHOD[:GROUP] ({}), "
                       "screen=SHARE, treat",
                       fmt::join(names_of(imputation_methods()), ", ")),
                  {},
                  [](Json& settings, const std::string& text) { settings["prepare"].push_back(prepare_step(text)); }});
    with(options.weights,
         Override{"--weights", "METHOD|FILE",
                  said("A method of weighting, by name or a setting, or a file of weights (csv: code,weight)"),
                  names_of(weighting_methods(), {"given"}), [](Json& settings, const std::string& text) {
                      if (!is_weights_file(text)) settings["weighting"] = setting(text);
                  }});
}

std::vector<std::string> texts_of(const std::string& text) {
    return text.empty() ? std::vector<std::string>() : std::vector{text};
}
const std::vector<std::string>& texts_of(const std::vector<std::string>& texts) { return texts; }

void declare(Syntax& syntax, std::string& text, const Override& override, const Notes& notes) {
    syntax.text(std::string(override.option), text, override.summary, notes);
}
void declare(Syntax& syntax, std::vector<std::string>& texts, const Override& override, const Notes& notes) {
    syntax.repeated(std::string(override.option), texts, override.summary, notes);
}

/// Which nodes have a formula of their own, which an option cannot stand in for.
std::string kept_formulas(const MethodOptions& options, const Index& index) {
    std::vector<std::string> kept;
    for (const Node& node : index.nodes) {
        if (node.aggregation.formula) kept.push_back(said("'{}'", node.code));
    }
    if (options.aggregate.empty() || kept.empty()) return {};
    return kept.size() == 1 ? said("{} keeps its own formula", kept.front())
                            : said("{} keep their own formulas", enumerated(kept));
}

void say_departures(const MethodOptions& options, const Index& index, const Environment& environment) {
    std::vector<std::string> departures;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) departures.push_back(fmt::format("{} {}", name, printable(value)));
    };
    for_overrides(options, [&](const auto& given, const Override& one) {
        for (const std::string& text : texts_of(given)) add(one.name(), text);
    });
    add("--reference", options.reference);
    if (options.pooled) departures.emplace_back("--pooled");
    if (departures.empty()) return;
    std::string text = said("this run departs from the index file: {}", enumerated(departures));
    if (changes_scale(options)) text = said("{}; {}", text, said("its tiers are left out, made for its own scale"));
    if (const std::string kept = kept_formulas(options, index); !kept.empty()) text = said("{}; {}", text, kept);
    note(text, environment);
}

}  // namespace

void add_method_options(Syntax& syntax, MethodOptions& options) {
    syntax.heading(marked("Method (overrides the index file for this run)"));
    for_overrides(options, [&](auto& target, const Override& one) {
        declare(syntax, target, one, {.value = one.value, .suggested = one.suggested});
    });
    syntax.input("--reference", options.reference, said("Take every scale from this dataset's values"));
    syntax.flag("--pooled", options.pooled, said("Take every scale from all periods together"),
                {.not_with = "--reference"});
    syntax.heading({});
}

std::string settings_of(const MethodOptions& options) {
    Json settings = Json::object();
    for_overrides(options, [&](const auto& given, const Override& one) {
        for (const std::string& text : texts_of(given)) one.put(settings, text);
    });
    return settings.empty() ? std::string() : settings.dump();
}

Index with_method(Index index, const MethodOptions& options, Environment& environment) {
    index = with_weights(std::move(index), options, environment);
    if (changes_scale(options)) {
        for (Node& node : index.nodes) node.tiers.reset();
    }
    say_departures(options, index, environment);
    return index;
}

std::optional<Dataset> load_reference(const MethodOptions& options, const InputOptions& input, const Index& index,
                                      Environment& environment) {
    if (options.reference.empty()) return std::nullopt;
    const Source source = read_input(options.reference, environment);
    Dataset data = accepted(load_dataset(source, index, load_options(input)), environment).data;
    if (data.periods.size() != 1) {
        throw UsageError(
            said("--reference {} has {} periods, expected one", printable(options.reference), data.periods.size()));
    }
    return data;
}

}  // namespace iiindex::cli
