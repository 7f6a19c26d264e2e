#include "cli/live.hpp"

#include <utility>

#include <iiindex/live_book.hpp>

#include "cli/file.hpp"
#include "cli/options.hpp"
#include "model/part.hpp"

namespace iiindex::cli {

void write_live(const std::string& path, Result result, Dataset read, const ScaleBasis& basis,
                const std::string& period, Language language, Environment& environment) {
    if (!period.empty() && result.data.periods.size() > 1) {
        if (!computes_by_period(result.index, basis))
            throw UsageError(said("--period does not apply: the workbook's scales are taken from all periods"));
        const std::size_t number = period_of(result.data, period);
        read = detail::part_of(read, read.periods[number]);
        result = in_period(std::move(result), number);
    }
    write_out(path, environment,
              [&](std::ostream& out) { write_live_book(out, result, std::move(read), basis, language); });
}

}  // namespace iiindex::cli
