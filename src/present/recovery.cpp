#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/recover.hpp>

#include "ground/catalogue.hpp"
#include "model/counted.hpp"
#include "present/child_columns.hpp"
#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

const SimpleWeights* simplest_of(const RecoveredWeights& node) {
    return node.simple.empty() ? nullptr : &node.simple.front();
}

/// Reads a field of a node's simplest weights, `otherwise` where it has none.
template <class Field>
auto of_simplest(Field SimpleWeights::*field, Field otherwise) {
    return [field, otherwise](const RecoveredWeights& node) {
        const SimpleWeights* const simplest = simplest_of(node);
        return simplest != nullptr ? simplest->*field : otherwise;
    };
}

/// One weight of the table: a child of a recovered node.
struct WeightLine {
    const RecoveredWeights* recovered;
    std::size_t child;

    const WeightInterval* interval() const { return recovered->fits ? &recovered->intervals[child] : nullptr; }
    double simplest() const {
        const SimpleWeights* const simple = simplest_of(*recovered);
        return simple ? simple->weight(child) : missing;
    }
    double closest() const { return recovered->fits ? missing : recovered->closest[child]; }
};

std::vector<WeightLine> lines_of(const std::vector<RecoveredWeights>& recovered, const Index& index) {
    std::vector<WeightLine> lines;
    for (const RecoveredWeights& node : recovered) {
        for (std::size_t i = 0; i < index.nodes[node.node].children.size(); ++i) lines.push_back({&node, i});
    }
    return lines;
}

Table weight_table(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language) {
    const auto of_interval = [](auto number) {
        return [number](const WeightLine& line) {
            return line.interval() ? std::invoke(number, *line.interval()) : missing;
        };
    };
    TableOf<WeightLine> table("weights", worded(language, "Weights"), lines_of(recovered, index));
    add_child(table, index, recovered.size() > 1, Audience::all, language,
              [&index](const WeightLine& line) { return index.nodes[line.recovered->node].children[line.child]; });
    table.number("low", worded(language, "Least"), of_interval(&WeightInterval::low), 4);
    table.number("high", worded(language, "Most"), of_interval(&WeightInterval::high), 4);
    table.number("midpoint", worded(language, "Midpoint"), of_interval(&WeightInterval::midpoint), 4);
    table.number(
        "simplest", worded(language, "Simplest"), [](const WeightLine& line) { return line.simplest(); }, 4);
    const bool all_fit = std::all_of(recovered.begin(), recovered.end(), [](const auto& r) { return r.fits; });
    if (!all_fit)
        table.number(
            "closest", worded(language, "Closest"), [](const WeightLine& line) { return line.closest(); }, 4);
    return table.take();
}

/// For programs: a line a node.
Table node_table(const Index& index, const Dataset& data, const std::vector<RecoveredWeights>& recovered) {
    using Node = RecoveredWeights;
    TableOf<Node> table("nodes", "", &recovered);
    table.text("node", "node",
               [&index](const Node& node) -> const std::string& { return index.nodes[node.node].code; });
    table.text("aggregation", "aggregation",
               [](const Node& node) { return node.mean == Mean::arithmetic ? "arithmetic" : "geometric"; });
    table.count("units", "units", [](const Node& node) { return node.rows.size(); });
    table.flag("fits", "fits", &Node::fits);
    table.number("error", "error", &Node::error);
    table.whole("denominator", "denominator", of_simplest(&SimpleWeights::denominator, std::size_t{0}));
    table.flag("only", "only", of_simplest(&SimpleWeights::only, false));
    table.number("residual", "residual", of_simplest(&SimpleWeights::residual, missing));
    table.text("residual_unit", "residual_unit", [&data](const Node& node) {
        const SimpleWeights* const simplest = simplest_of(node);
        return simplest != nullptr ? data.units.codes[simplest->residual_row] : std::string_view();
    });
    return table.take(Audience::programs);
}

struct ConflictLine {
    std::size_t node, row;
    double error_without;
};

Table conflict_table(const Index& index, const Dataset& data, const std::vector<RecoveredWeights>& recovered,
                     Language language) {
    std::vector<ConflictLine> lines;
    for (const RecoveredWeights& node : recovered) {
        for (const WeightConflict& conflict : node.conflicts) {
            lines.push_back({node.node, conflict.row, conflict.error_without});
        }
    }
    TableOf<ConflictLine> table("conflicts", worded(language, "At odds with the others"), std::move(lines));
    table.text("node", label(Label::node, language),
               [&index](const ConflictLine& line) -> const std::string& { return index.nodes[line.node].code; });
    table
        .text("unit", label(Label::code, language),
              [&data](const ConflictLine& line) { return data.units.codes[line.row]; })
        .only_for(Audience::programs);
    table.text("name", label(Label::name, language),
               [&data, language](const ConflictLine& line) { return data.units.name(line.row, language); });
    table.number("error_without", worded(language, "Error without it"), &ConflictLine::error_without, 3);
    return table.take();
}

/// The decimals that show a denominator's multiples exactly; 4 where none do.
int digits_for(std::size_t denominator) {
    std::size_t power = 1;
    for (int digits = 0; digits < 4; ++digits, power *= 10) {
        if (power % denominator == 0) return digits;
    }
    return 4;
}

std::string step_words(std::size_t denominator) {
    const int digits = digits_for(denominator);
    const bool exact = digits < 4;
    return exact ? fixed(1.0 / static_cast<double>(denominator), digits) : fmt::format("1/{}", denominator);
}

std::string simple_words(const Dataset& data, const SimpleWeights& simple, Language language) {
    const std::string step = step_words(simple.denominator);
    std::string weights;
    for (std::size_t i = 0; i < simple.parts.size(); ++i) {
        if (i > 0) weights += ' ';
        weights += digits_for(simple.denominator) < 4 ? fixed(simple.weight(i), digits_for(simple.denominator))
                                                      : fmt::format("{}/{}", simple.parts[i], simple.denominator);
    }
    const std::string residual = fixed(simple.residual, 3);
    const std::string_view unit = data.units.name(simple.residual_row, language);
    if (simple.only) {
        return worded(language, "the only multiples of {} that fit are {} (largest residual {}, {})", step, weights,
                      residual, unit);
    }
    return worded(language, "several multiples of {} fit, with the smallest residual {} (largest residual {}, {})",
                  step, weights, residual, unit);
}

std::string note_of(const Index& index, const Dataset& data, const RecoveredWeights& recovered, Language language) {
    const std::string head = worded(language, "{} ({}): ", index.nodes[recovered.node].name.in(language),
                                    counted_units(index, recovered.rows.size(), language));
    if (recovered.fits) {
        std::string words;
        for (const SimpleWeights& simple : recovered.simple) {
            if (!words.empty()) words += translated("; ", language);
            words += simple_words(data, simple, language);
        }
        if (words.empty()) words = worded(language, "no simple weights down to 1/100 fit");
        return head + words;
    }
    std::string words =
        worded(language, "no weights fit all that is printed; the best still miss by {} points beyond rounding",
               fixed(recovered.error, 3));
    if (recovered.conflicts.empty()) return head + words;
    const WeightConflict& first = recovered.conflicts.front();
    return head + words +
           worded(language, "; without {}, by {}", data.units.name(first.row, language), fixed(first.error_without, 3));
}

/// The columns that say which indicator a row is of.
template <class NodeOf>
void add_indicator(TableOf<std::size_t>& table, Language language, NodeOf node_of) {
    table
        .text("indicator", label(Label::code, language),
              [node_of](std::size_t i) -> const std::string& { return node_of(i).code; })
        .only_for(Audience::programs);
    table.text("indicator_name", worded(language, "Indicator"),
               [node_of, language](std::size_t i) -> const std::string& { return node_of(i).name.in(language); });
}

/// The values, a row a unit and indicator.
Table value_table(const Index& index, const RecoveredValues& recovered, Language language) {
    const Dataset& data = recovered.data;
    const std::size_t width = index.indicators.size();
    const auto unit_of = [width](std::size_t i) { return i / width; };
    const auto node_of = [&index, width](std::size_t i) -> const Node& {
        return index.nodes[index.indicators[i % width]];
    };
    const auto origin_of = [&data, width](std::size_t i) { return data.origin_of(i / width, i % width); };
    const auto of = [width](const Columns& numbers) {
        return [&numbers, width](std::size_t i) { return numbers.column(i % width)[i / width]; };
    };
    TableOf<std::size_t> table("values", worded(language, "Recovered values"),
                               numbers_between(0, data.units.size() * width));
    table
        .text("unit", label(Label::code, language),
              [&data, unit_of](std::size_t i) { return data.units.codes[unit_of(i)]; })
        .only_for(Audience::programs);
    table.text("name", label(Label::name, language),
               [&data, unit_of, language](std::size_t i) { return data.units.name(unit_of(i), language); });
    add_indicator(table, language, node_of);
    table.number("value", worded(language, "Value"), of(data.values), 3);
    table.text("origin", label(Label::origin, language), [origin_of](std::size_t i) { return to_string(origin_of(i)); })
        .only_for(Audience::programs);
    table
        .text("origin", label(Label::origin, language),
              [origin_of, language](std::size_t i) { return origin_words(origin_of(i), language); })
        .only_for(Audience::people);
    table.number("low", worded(language, "Least"), of(recovered.low), 3);
    table.number("high", worded(language, "Most"), of(recovered.high), 3);
    return table.take();
}

Table ends_table(const Index& index, const RecoveredValues& recovered, Language language) {
    const auto node_of = [&index](std::size_t i) -> const Node& { return index.nodes[index.indicators[i]]; };
    const auto unit_at = [&units = recovered.data.units, language](const std::vector<std::size_t>& rows) {
        return [&units, &rows, language](std::size_t i) { return units.name(rows[i], language); };
    };
    TableOf<std::size_t> table("ends", worded(language, "Best and worst of each indicator"),
                               numbers_between(0, index.indicators.size()));
    add_indicator(table, language, node_of);
    table.text("best", worded(language, "Best"), unit_at(recovered.best));
    table.text("worst", worded(language, "Worst"), unit_at(recovered.worst));
    return table.take();
}

}  // namespace

Document weights_document(const Index& index, const Dataset& data, const std::vector<RecoveredWeights>& recovered,
                          Language language) {
    const bool fits = std::all_of(recovered.begin(), recovered.end(), [](const auto& r) { return r.fits; });
    Document document{.code = "recover-weights", .title = index.root().name.in(language)};
    document.facts = {{"index", std::string_view(index.root().code)}, {"fits", std::int64_t{fits ? 1 : 0}}};
    document.tables.push_back(weight_table(index, recovered, language));
    document.tables.push_back(node_table(index, data, recovered));
    Table conflicts = conflict_table(index, data, recovered, language);
    if (conflicts.rows > 0) document.tables.push_back(std::move(conflicts));
    for (const RecoveredWeights& node : recovered) document.notes.push_back(note_of(index, data, node, language));
    return document;
}

Document values_document(const Index& index, const RecoveredValues& recovered, Language language) {
    Document document{.code = "recover-values", .title = index.root().name.in(language)};
    document.facts = {{"index", std::string_view(index.root().code)}};
    document.tables.push_back(value_table(index, recovered, language));
    document.tables.push_back(ends_table(index, recovered, language));
    for (const Name& assumption : recovered.assumptions) document.notes.push_back(assumption.in(language));
    return document;
}

}  // namespace iiindex
