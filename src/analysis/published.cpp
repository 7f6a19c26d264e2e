#include <algorithm>

#include <fmt/format.h>

#include <iiindex/load.hpp>
#include <iiindex/verify.hpp>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"

namespace iiindex {

using namespace detail;

namespace {

std::string labels_of(const Dataset& data) {
    std::vector<std::string> labels;
    for (const Period& period : data.periods) labels.push_back(period.label.empty() ? said("none") : period.label);
    return fmt::format("{}", fmt::join(labels, list_comma(spoken())));
}

bool is_of(const Period& period, const std::string& label) { return label.empty() || period.label == label; }

void check_common_period(const Dataset& data, const Dataset& printed) {
    const bool has_common = std::any_of(printed.periods.begin(), printed.periods.end(), [&](const Period& there) {
        return std::any_of(data.periods.begin(), data.periods.end(),
                           [&](const Period& here) { return is_of(here, there.label); });
    });
    if (has_common) return;
    throw InputError(Problem{
        .where = {printed.file},
        .what = said("no period in common: {} in '{}', {} here", labels_of(data), data.file, labels_of(printed)),
        .remedy = said("give the figures that were printed for the period of the values")});
}

/// The row of the unit with a code in the first period with a label.
std::optional<std::size_t> row_in(const Dataset& data, const std::string& label, std::string_view code) {
    const auto period =
        std::find_if(data.periods.begin(), data.periods.end(), [&](const Period& one) { return is_of(one, label); });
    if (period == data.periods.end()) return std::nullopt;
    for (std::size_t row = period->first; row < period->end(); ++row) {
        if (data.units.codes[row] == code) return row;
    }
    return std::nullopt;
}

/// The row that each of the printed dataset's units has in another. Throws InputError for those that have none.
std::vector<std::size_t> rows_in(const Dataset& data, const Dataset& printed) {
    std::vector<Problem> problems;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < printed.units.size(); ++row) {
        const std::string& label = printed.period_of(row).label;
        const auto found = row_in(data, label, printed.units.codes[row]);
        rows.push_back(found.value_or(0));
        if (found) continue;
        problems.push_back(
            {.where = {printed.file},
             .what = label.empty()
                         ? said("unit '{}' is not in '{}'", printed.units.codes[row], data.file)
                         : said("unit '{0}' of {2} is not in '{1}'", printed.units.codes[row], data.file, label)});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    return rows;
}

}  // namespace

std::vector<Problem> take_published(Input& input, Input printed) {
    std::vector<Problem> warnings = match_units(input.data, printed.data);
    check_common_period(input.data, printed.data);
    const std::vector<std::size_t> rows = rows_in(input.data, printed.data);
    input.published = std::move(printed.published);
    for (Published& figure : input.published.figures) figure.row = rows[figure.row];
    for (Fact& fact : input.published.facts) {
        for (std::size_t& unit : fact.units) unit = rows[unit];
    }
    return warnings;
}

}  // namespace iiindex
