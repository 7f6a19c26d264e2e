#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <iiindex/dataset.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "present/method.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t most_units_named = 5;
constexpr int most_digits = 4;

/// A node with its share of its parent and of the total, missing where weights are found and there are no values yet.
struct UnderstoodLine {
    const Understood* of;
    std::size_t node;
    double share, total;
    std::string name, direction, method;

    const Node& at() const { return of->index->nodes[node]; }
};

/// By node: its share among its siblings.
std::vector<double> shares_of(const Understood& input) {
    if (input.weights != nullptr) return *input.weights;
    const Index& index = *input.index;
    std::vector<double> shares(index.nodes.size(), missing);
    for (const Node& node : index.nodes) {
        double sum = 0;
        for (const std::size_t child : node.children) sum += index.nodes[child].weight;
        if (node.weighting.method != nullptr) continue;
        for (const std::size_t child : node.children) shares[child] = index.nodes[child].weight / sum;
    }
    return shares;
}

/// By blanks that keep a name from being broken behind them.
std::string indented(const Node& node, Language language) {
    std::string text;
    for (std::size_t i = 0; i < 2 * node.level; ++i) text += "\u00A0";
    return text + node.name.in(language);
}

std::string made_by(const Node& node, Language language) {
    std::string text = method_words(node, language);
    if (node.weighting.method != nullptr) text += worded(language, ", weights: {}", node.weighting.method->name);
    if (!node.tiers) return text;
    std::vector<std::string> cuts;
    for (const double cut : node.tiers->cuts) cuts.push_back(shortest(cut));
    return text + worded(language, ", tiers at {}", fmt::join(cuts, list_comma(language)));
}

std::vector<UnderstoodLine> node_lines(const std::vector<Understood>& inputs, Language language) {
    std::vector<UnderstoodLine> lines;
    for (const Understood& input : inputs) {
        if (input.is_told) continue;
        const std::vector<double> shares = shares_of(input);
        std::vector<double> totals(shares.size(), 1);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const Node& node = input.index->nodes[i];
            if (i > 0) totals[i] = totals[node.parent] * shares[i];
            const bool has_direction = node.is_indicator() ? !node.best_at : node.direction == Direction::negative;
            std::string_view direction =
                has_direction ? direction_words(node.direction).in(language) : std::string_view();
            lines.push_back({.of = &input,
                             .node = i,
                             .share = i == 0 ? missing : shares[i],
                             .total = totals[i],
                             .name = indented(node, language),
                             .direction = std::string(direction),
                             .method = made_by(node, language)});
        }
    }
    return lines;
}

void add_file(TableOf<UnderstoodLine>& table, bool several, Language language) {
    table
        .text("file", label(Label::file, language),
              [](const UnderstoodLine& line) { return std::string_view(line.of->file); })
        .only_for(several ? Audience::all : Audience::programs);
}

Table structure_table(const std::vector<Understood>& inputs, bool several, Language language) {
    TableOf<UnderstoodLine> table("structure", worded_in(language, "as read", "Index"), node_lines(inputs, language));
    add_file(table, several, language);
    table
        .text("node", label(Label::code, language),
              [](const UnderstoodLine& line) { return std::string_view(line.at().code); })
        .only_for(Audience::programs);
    table
        .text("parent", "parent",
              [](const UnderstoodLine& line) {
                  return line.node == 0 ? std::string_view()
                                        : std::string_view(line.of->index->nodes[line.at().parent].code);
              })
        .only_for(Audience::programs);
    table
        .text("name", "name",
              [language](const UnderstoodLine& line) { return std::string_view(line.at().name.in(language)); })
        .only_for(Audience::programs);
    table.text("shown_name", worded_in(language, "of any level", "Node"), &UnderstoodLine::name)
        .only_for(Audience::people)
        .wrapped();
    table.number("weight", "weight", &UnderstoodLine::share).only_for(Audience::programs);
    table.number("share", "share", &UnderstoodLine::total).only_for(Audience::programs);
    table
        .number(
            "percent", worded(language, "% of total"), [](const UnderstoodLine& line) { return 100 * line.total; }, 2)
        .only_for(Audience::people);
    table
        .text("weight_origin", "weight_origin",
              [](const UnderstoodLine& line) {
                  return line.node == 0 ? std::string_view() : to_string(line.at().weight_origin);
              })
        .only_for(Audience::programs);
    table
        .text("direction", "direction",
              [](const UnderstoodLine& line) {
                  return line.at().direction == Direction::negative ? std::string_view("negative") : "positive";
              })
        .only_for(Audience::programs);
    table.text("direction_words", worded(language, "Direction"), &UnderstoodLine::direction).only_for(Audience::people);
    table.text("measure", worded(language, "Measure"),
               [](const UnderstoodLine& line) { return std::string_view(line.at().measure); });
    table.text("method", label(Label::method, language), &UnderstoodLine::method).wrapped();
    return table.take();
}

/// An indicator's values.
struct RangeLine {
    const Understood* of;
    const ValueRange* range;
    std::size_t node;
    std::string without;

    const Node& at() const { return of->index->nodes[node]; }
};

/// The first units by name, then a count.
std::string units_without(const Understood& input, const ValueRange& range, Language language) {
    std::vector<std::string> names;
    for (const std::size_t row : range.first_without) {
        names.emplace_back(input.data->units.name(row, language));
        if (input.data->periods.size() > 1) names.back() += " " + input.data->period_of(row).label;
    }
    return first_few(names, names.size(), range.without, language);
}

int digits_of(const std::vector<RangeLine>& lines) {
    int digits = 0;
    for (const RangeLine& line : lines) {
        for (const double end : {line.range->least, line.range->most}) {
            if (!is_missing(end)) digits = std::max(digits, std::min(decimals_of(end), most_digits));
        }
    }
    return digits;
}

Table range_table(const std::vector<Understood>& inputs, bool several, Language language) {
    std::vector<RangeLine> lines;
    for (const Understood& input : inputs) {
        for (std::size_t i = 0; i < input.ranges.size(); ++i)
            lines.push_back({&input, &input.ranges[i], input.index->indicators[i],
                             units_without(input, input.ranges[i], language)});
    }
    const int digits = digits_of(lines);
    TableOf<RangeLine> table("values", worded_in(language, "of a file", "Values"), std::move(lines));
    table
        .text("file", label(Label::file, language),
              [](const RangeLine& line) { return std::string_view(line.of->file); })
        .only_for(several ? Audience::all : Audience::programs);
    table
        .text("node", label(Label::code, language),
              [](const RangeLine& line) { return std::string_view(line.at().code); })
        .only_for(Audience::programs);
    table
        .text("name", worded(language, "Indicator"),
              [language](const RangeLine& line) { return std::string_view(line.at().name.in(language)); })
        .wrapped();
    table.count("count", worded(language, "Count"), [](const RangeLine& line) { return line.range->count; });
    table.number(
        "least", worded(language, "Least"), [](const RangeLine& line) { return line.range->least; }, digits);
    table.number(
        "most", worded(language, "Most"), [](const RangeLine& line) { return line.range->most; }, digits);
    table.count("missing", "missing", [](const RangeLine& line) { return line.range->without; })
        .only_for(Audience::programs);
    table.text("without", worded(language, "Missing"), &RangeLine::without).only_for(Audience::people).wrapped();
    const bool has_rows =
        std::any_of(inputs.begin(), inputs.end(), [](const auto& input) { return !input.ranges.empty(); });
    return table.take(has_rows ? Audience::all : Audience::programs);
}

}  // namespace

std::vector<ValueRange> value_ranges(const Dataset& data) {
    std::vector<ValueRange> ranges;
    for (std::size_t i = 0; i < data.values.columns(); ++i) {
        ValueRange& range = ranges.emplace_back();
        const auto column = data.values.column(i);
        for (std::size_t row = 0; row < column.size(); ++row) {
            if (is_missing(column[row])) {
                if (range.without++ < most_units_named) range.first_without.push_back(row);
                continue;
            }
            range.least = range.count == 0 ? column[row] : std::min(range.least, column[row]);
            range.most = range.count == 0 ? column[row] : std::max(range.most, column[row]);
            ++range.count;
        }
    }
    return ranges;
}

void add_understood(Document& document, const std::vector<Understood>& inputs, Language language) {
    const auto trees = std::count_if(inputs.begin(), inputs.end(), [](const auto& input) { return !input.is_told; });
    document.tables.push_back(structure_table(inputs, trees > 1, language));
    document.tables.push_back(range_table(inputs, inputs.size() > 1, language));
}

}  // namespace iiindex
