#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "present/columns.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// One weight of the table: a child of a recovered node.
struct WeightLine {
    const RecoveredWeights* recovered = nullptr;
    std::size_t child = 0;

    const SimpleWeights* simplest() const { return recovered->simple.empty() ? nullptr : &recovered->simple.front(); }
    const WeightInterval* interval() const { return recovered->fits ? &recovered->intervals[child] : nullptr; }
};

using WeightLines = std::shared_ptr<const std::vector<WeightLine>>;

WeightLines lines_of(const std::vector<RecoveredWeights>& recovered, const Index& index) {
    auto lines = std::make_shared<std::vector<WeightLine>>();
    for (const RecoveredWeights& node : recovered) {
        for (std::size_t i = 0; i < index.nodes[node.node].children.size(); ++i) lines->push_back({&node, i});
    }
    return lines;
}

const Node& child_of(const Index& index, const WeightLine& line) {
    return index.nodes[index.nodes[line.recovered->node].children[line.child]];
}

template <class Number>
void add_weight_column(Table& table, std::string_view code, const std::string& title, const WeightLines& lines,
                       Number number) {
    table.columns.push_back(number_column(code, title, [lines, number](std::size_t i) { return number((*lines)[i]); }));
    table.columns.back().digits = 4;
}

Table weight_table(const Index& index, const std::vector<RecoveredWeights>& recovered, Language language) {
    const WeightLines lines = lines_of(recovered, index);
    Table table{.code = "weights", .title = phrase(language, "权重", "Weights"), .rows = lines->size()};
    table.columns.push_back(text_column("node", label(Label::node, language), [&index, lines](std::size_t i) {
        return std::string_view(index.nodes[(*lines)[i].recovered->node].code);
    }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("code", label(Label::code, language), [&index, lines](std::size_t i) {
        return std::string_view(child_of(index, (*lines)[i]).code);
    }));
    table.columns.back().audience = Audience::programs;
    if (recovered.size() > 1) {
        table.columns.push_back(
            text_column("node_name", phrase(language, "上级", "Of"), [&index, lines, language](std::size_t i) {
                return std::string_view(index.nodes[(*lines)[i].recovered->node].name.in(language));
            }));
    }
    table.columns.push_back(text_column("name", label(Label::node, language), [&index, lines, language](std::size_t i) {
        return std::string_view(child_of(index, (*lines)[i]).name.in(language));
    }));
    add_weight_column(table, "low", phrase(language, "最小", "Least"), lines,
                      [](const WeightLine& line) { return line.interval() ? line.interval()->low : missing; });
    add_weight_column(table, "high", phrase(language, "最大", "Most"), lines,
                      [](const WeightLine& line) { return line.interval() ? line.interval()->high : missing; });
    add_weight_column(table, "midpoint", phrase(language, "中点", "Midpoint"), lines,
                      [](const WeightLine& line) { return line.interval() ? line.interval()->midpoint() : missing; });
    add_weight_column(table, "simplest", phrase(language, "最简", "Simplest"), lines, [](const WeightLine& line) {
        return line.simplest() ? line.simplest()->weight(line.child) : missing;
    });
    const bool all_fit = std::all_of(recovered.begin(), recovered.end(), [](const auto& r) { return r.fits; });
    if (all_fit) return table;
    add_weight_column(table, "closest", phrase(language, "最接近", "Closest"), lines, [](const WeightLine& line) {
        return line.recovered->fits ? missing : line.recovered->closest[line.child];
    });
    return table;
}

/// For programs: a line a node.
Table node_table(const Index& index, const Dataset& data, const std::vector<RecoveredWeights>& recovered) {
    const auto* lines = &recovered;
    const auto simplest = [lines](std::size_t i) {
        return (*lines)[i].simple.empty() ? nullptr : &(*lines)[i].simple.front();
    };
    Table table{.code = "nodes", .rows = recovered.size(), .audience = Audience::programs};
    table.columns = {
        text_column("node", "node",
                    [&index, lines](std::size_t i) { return std::string_view(index.nodes[(*lines)[i].node].code); }),
        text_column("aggregation", "aggregation",
                    [lines](std::size_t i) {
                        return std::string_view((*lines)[i].mean == Mean::arithmetic ? "arithmetic" : "geometric");
                    }),
        count_column("units", "units", [lines](std::size_t i) { return (*lines)[i].rows.size(); }),
        count_column("fits", "fits", [lines](std::size_t i) { return (*lines)[i].fits ? 1 : 0; }),
        number_column("error", "error", [lines](std::size_t i) { return (*lines)[i].error; }),
        whole_column("denominator", "denominator",
                     [simplest](std::size_t i) { return simplest(i) ? simplest(i)->denominator : 0; }),
        count_column("only", "only", [simplest](std::size_t i) { return simplest(i) && simplest(i)->only ? 1 : 0; }),
        number_column("residual", "residual",
                      [simplest](std::size_t i) { return simplest(i) ? simplest(i)->residual : missing; }),
        text_column("residual_unit", "residual_unit",
                    [&data, simplest](std::size_t i) {
                        return simplest(i) ? data.units.codes[simplest(i)->residual_row] : std::string_view();
                    }),
    };
    return table;
}

Table conflict_table(const Index& index, const Dataset& data, const std::vector<RecoveredWeights>& recovered,
                     Language language) {
    struct Line {
        std::size_t node;
        WeightConflict conflict;
    };
    const auto lines = std::make_shared<std::vector<Line>>();
    for (const RecoveredWeights& node : recovered) {
        for (const WeightConflict& conflict : node.conflicts) lines->push_back({node.node, conflict});
    }
    Table table{.code = "conflicts",
                .title = phrase(language, "与其他单位不一致者", "At odds with the others"),
                .rows = lines->size()};
    table.columns.push_back(text_column("node", label(Label::node, language), [&index, lines](std::size_t i) {
        return std::string_view(index.nodes[(*lines)[i].node].code);
    }));
    table.columns.push_back(text_column("unit", label(Label::code, language), [&data, lines](std::size_t i) {
        return data.units.codes[(*lines)[i].conflict.row];
    }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("name", label(Label::name, language), [&data, lines, language](std::size_t i) {
        return data.units.name((*lines)[i].conflict.row, language);
    }));
    table.columns.push_back(number_column("error_without", phrase(language, "除去后的误差", "Error without it"),
                                          [lines](std::size_t i) { return (*lines)[i].conflict.error_without; }));
    table.columns.back().digits = 3;
    return table;
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
        return phrase(language, "{} 的倍数中只有 {} 与全部公布值相符（最大残差 {}，{}）",
                      "the only multiples of {} that fit are {} (largest residual {}, {})", step, weights, residual,
                      unit);
    }
    return phrase(language, "{} 的倍数中有多组相符，残差最小的是 {}（最大残差 {}，{}）",
                  "several multiples of {} fit, with the smallest residual {} (largest residual {}, {})", step, weights,
                  residual, unit);
}

std::string note_of(const Index& index, const Dataset& data, const RecoveredWeights& recovered, Language language) {
    const std::string head =
        phrase(language, "{}（{} 个单位）：", "{} ({} units): ", index.nodes[recovered.node].name.in(language),
               recovered.rows.size());
    if (recovered.fits) {
        std::string words;
        for (const SimpleWeights& simple : recovered.simple) {
            if (!words.empty()) words += language == Language::zh ? "；" : "; ";
            words += simple_words(data, simple, language);
        }
        if (words.empty()) words = phrase(language, "1/100 以内没有简单的权重", "no simple weights down to 1/100 fit");
        return head + words;
    }
    std::string words = phrase(language, "没有权重与全部公布值相符；最好的权重在舍入之外仍差 {} 分",
                               "no weights fit all that is printed; the best still miss by {} points beyond rounding",
                               fixed(recovered.error, 3));
    if (recovered.conflicts.empty()) return head + words;
    const WeightConflict& first = recovered.conflicts.front();
    return head + words +
           phrase(language, "；除去 {} 后为 {} 分", "; without {}, by {}", data.units.name(first.row, language),
                  fixed(first.error_without, 3));
}

Table ends_table(const Index& index, const RecoveredValues& recovered, Language language) {
    Table table{.code = "ends",
                .title = phrase(language, "各指标的首末单位", "Best and worst of each indicator"),
                .rows = index.indicators.size()};
    table.columns.push_back(text_column("indicator", label(Label::code, language), [&index](std::size_t i) {
        return std::string_view(index.nodes[index.indicators[i]].code);
    }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(
        text_column("indicator_name", phrase(language, "指标", "Indicator"), [&index, language](std::size_t i) {
            return std::string_view(index.nodes[index.indicators[i]].name.in(language));
        }));
    const auto add_units = [&](std::string_view code, const std::string& title, const std::vector<std::size_t>& rows) {
        table.columns.push_back(text_column(code, title, [&recovered, &rows, language](std::size_t i) {
            return recovered.data.units.name(rows[i], language);
        }));
    };
    add_units("best", phrase(language, "最好", "Best"), recovered.best);
    add_units("worst", phrase(language, "最差", "Worst"), recovered.worst);
    return table;
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
    const Dataset& data = recovered.data;
    const std::size_t indicators = index.indicators.size();
    const auto node_at = [&index, indicators](std::size_t i) -> const Node& {
        return index.nodes[index.indicators[i % indicators]];
    };
    Table table{.code = "values",
                .title = phrase(language, "反推的指标值", "Recovered values"),
                .rows = data.units.size() * indicators};
    table.columns.push_back(text_column("unit", label(Label::code, language), [&data, indicators](std::size_t i) {
        return data.units.codes[i / indicators];
    }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column(
        "name", label(Label::name, language),
        [&data, indicators, language](std::size_t i) { return data.units.name(i / indicators, language); }));
    table.columns.push_back(text_column("indicator", label(Label::code, language),
                                        [node_at](std::size_t i) { return std::string_view(node_at(i).code); }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(
        text_column("indicator_name", phrase(language, "指标", "Indicator"),
                    [node_at, language](std::size_t i) { return std::string_view(node_at(i).name.in(language)); }));
    const auto add_numbers = [&](std::string_view code, const std::string& title, const Columns& numbers) {
        table.columns.push_back(number_column(code, title, [&numbers, indicators](std::size_t i) {
            return numbers.column(i % indicators)[i / indicators];
        }));
        table.columns.back().digits = 3;
    };
    add_numbers("value", phrase(language, "数值", "Value"), data.values);
    table.columns.push_back(text_column("origin", label(Label::origin, language), [&data, indicators](std::size_t i) {
        return to_string(data.origin_of(i / indicators, i % indicators));
    }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(
        text_column("origin", label(Label::origin, language), [&data, indicators, language](std::size_t i) {
            return origin_words(data.origin_of(i / indicators, i % indicators), language);
        }));
    table.columns.back().audience = Audience::people;
    add_numbers("low", phrase(language, "最小", "Least"), recovered.low);
    add_numbers("high", phrase(language, "最大", "Most"), recovered.high);

    Document document{.code = "recover-values", .title = index.root().name.in(language)};
    document.facts = {{"index", std::string_view(index.root().code)}};
    document.tables.push_back(std::move(table));
    document.tables.push_back(ends_table(index, recovered, language));
    document.notes = recovered.assumptions;
    return document;
}

}  // namespace iiindex
