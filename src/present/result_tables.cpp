#include "present/result_tables.hpp"

#include <iiindex/weigh.hpp>

#include "present/table_of.hpp"

namespace iiindex::detail {
namespace {

/// The period and the unit of rows that have one.
template <class Row>
void add_unit(TableOf<Row>& table, const Result& result) {
    table.text("period", "period",
               [&data = result.data](const Row& row) { return std::string_view(data.period_of(row.row).label); });
    table.text("unit", "unit", [&units = result.data.units](const Row& row) { return units.codes[row.row]; });
}

struct UsedWeight {
    std::size_t period;
    std::size_t node;
};

std::vector<UsedWeight> used_weights(const Result& result) {
    std::vector<UsedWeight> weights;
    for (std::size_t period = 0; period < result.data.periods.size(); ++period) {
        for (std::size_t node = 1; node < result.index.nodes.size(); ++node) weights.push_back({period, node});
    }
    return weights;
}

}  // namespace

Table absence_table(const Result& result) {
    TableOf<Absence> table("absent", "", &result.absences);
    add_unit(table, result);
    table.text("node", "node", [&nodes = result.index.nodes](const Absence& absence) -> const std::string& {
        return nodes[absence.node].code;
    });
    table.text("reason", "reason", [](const Absence& absence) { return to_string(absence.reason); });
    return table.take(Audience::programs);
}

Table change_table(const Result& result) {
    TableOf<Change> table("changed", "", &result.changes);
    add_unit(table, result);
    table.text("node", "node", [&nodes = result.index.nodes](const Change& change) -> const std::string& {
        return nodes[change.node].code;
    });
    table.text("of", "of", [](const Change& change) { return change.of == Change::Of::value ? "value" : "score"; });
    table.text("origin", "origin", [](const Change& change) { return to_string(change.origin); });
    table.text("rule", "rule", &Change::rule);
    table.number("before", "before", &Change::before);
    table.number("after", "after", &Change::after);
    return table.take(Audience::programs);
}

Table treatment_table(const Result& result) {
    TableOf<TreatmentReport> table("treatments", "", &result.treatments);
    table.text("period", "period",
               [&periods = result.data.periods](const TreatmentReport& report) -> const std::string& {
                   return periods[report.period].label;
               });
    table.text("indicator", "indicator", [&index = result.index](const TreatmentReport& report) -> const std::string& {
        return index.nodes[index.indicators[report.indicator]].code;
    });
    table.number("skewness", "skewness", &TreatmentReport::skewness);
    table.number("kurtosis", "kurtosis", &TreatmentReport::kurtosis);
    table.count("winsorised", "winsorised", &TreatmentReport::winsorised);
    table.number("winsorised_skewness", "winsorised_skewness", &TreatmentReport::winsorised_skewness);
    table.number("winsorised_kurtosis", "winsorised_kurtosis", &TreatmentReport::winsorised_kurtosis);
    table.number("reshaped_skewness", "reshaped_skewness", &TreatmentReport::reshaped_skewness);
    table.number("reshaped_kurtosis", "reshaped_kurtosis", &TreatmentReport::reshaped_kurtosis);
    return table.take(Audience::programs);
}

Table weight_table(const Result& result) {
    const auto& nodes = result.index.nodes;
    TableOf<UsedWeight> table("weights", "", used_weights(result));
    table.text("period", "period", [&periods = result.data.periods](const UsedWeight& weight) -> const std::string& {
        return periods[weight.period].label;
    });
    table.text("node", "node",
               [&nodes](const UsedWeight& weight) -> const std::string& { return nodes[weight.node].code; });
    table.number("weight", "weight",
                 [&weights = result.weights](const UsedWeight& weight) { return weights[weight.period][weight.node]; });
    table.text("origin", "origin",
               [&nodes](const UsedWeight& weight) { return to_string(nodes[weight.node].weight_origin); });
    table.text("weighting", "weighting", [&nodes](const UsedWeight& weight) {
        const WeightingMethod* const method = nodes[nodes[weight.node].parent].weighting.method;
        return method ? method->name : std::string_view("given");
    });
    return table.take(Audience::programs);
}

Table weight_miss_table(const Result& result) {
    TableOf<WeightMiss> table("weights_missed", "", &result.weight_misses);
    table.text("period", "period", [&periods = result.data.periods](const WeightMiss& miss) -> const std::string& {
        return periods[miss.period].label;
    });
    table.text("node", "node", [&nodes = result.index.nodes](const WeightMiss& miss) -> const std::string& {
        return nodes[miss.node].code;
    });
    table.number("missed", "missed", &WeightMiss::missed);
    return table.take(Audience::programs);
}

}  // namespace iiindex::detail
