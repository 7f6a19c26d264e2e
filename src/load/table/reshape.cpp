#include "load/table/reshape.hpp"

#include <utility>

#include "ground/catalogue.hpp"
#include "load/table/header.hpp"
#include "load/table/reshape_plan.hpp"
#include "load/table/wide_maker.hpp"

namespace iiindex::detail {
namespace {

/// The plan of the first titles, among those of the first rows, that have one.
std::optional<ReshapePlan> find_plan(const Text& text, std::size_t begin, char separator, const ReshapePlanner& planner,
                                     Shape shape, std::vector<Problem>& warnings) {
    std::size_t at = begin;
    for (std::size_t number = 0; number <= most_rows_above && at < text.characters().size(); ++number) {
        std::size_t end = at;
        Faults broken;
        auto titles = read_titles(text.characters(), separator, end, broken);
        if (broken.size() > 0) return std::nullopt;
        if (shape == Shape::found_out && planner.is_wide(titles)) return std::nullopt;
        if (auto plan = planner.plan(std::move(titles), shape)) {
            quote_rows_above(text, begin, next_row(text.characters(), at), warnings);
            plan->rows_begin = end;
            return plan;
        }
        at = end;
    }
    return std::nullopt;
}

}  // namespace

bool is_in_other_shape(const Text& text, const Dialect& dialect, const TitleWords& words, const LoadOptions& options) {
    if (options.shape == Shape::wide || options.shape == Shape::transposed) return false;
    std::vector<Problem> unsaid;
    const ReshapePlanner planner(words, dialect.separator == '\t');
    return find_plan(text, dialect.begin, dialect.separator, planner, options.shape, unsaid).has_value();
}

std::optional<MadeTable> made_wide(const Text& text, const Dialect& dialect, const TitleWords& words,
                                   const LoadOptions& options, std::vector<Problem>& warnings) {
    if (options.shape == Shape::wide || options.shape == Shape::transposed) return std::nullopt;
    const std::size_t begin = behind_skipped(text, dialect, options.skip_rows);
    const ReshapePlanner planner(words, dialect.separator == '\t');
    const auto plan = find_plan(text, begin, dialect.separator, planner, options.shape, warnings);
    if (!plan) {
        if (options.shape == Shape::found_out) return std::nullopt;
        refuse(text.file(), said("no row has the titles of a table in the shape that --layout says"),
               options.shape == Shape::long_rows
                   ? said("it needs a column of units, one of indicators and one titled value")
                   : said("it needs a column of units, and columns titled by years or by indicators and years"));
    }
    refuse_absent(text, plan->titles, words);
    return make_wide(text, dialect.separator, planner, *plan, warnings);
}

}  // namespace iiindex::detail
