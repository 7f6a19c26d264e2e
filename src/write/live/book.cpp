#include <fstream>
#include <ostream>
#include <string>
#include <utility>

#include <iiindex/live_book.hpp>
#include <iiindex/problem.hpp>

#include "format/temporary_file.hpp"
#include "ground/catalogue.hpp"
#include "write/live/plan.hpp"
#include "write/live/sheet.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t most_columns = 16'384;           // of a sheet
constexpr std::size_t most_cells = 1'000'000;          // that are formulas
constexpr std::size_t most_comparisons = 200'000'000;  // of a unit with another, for their ranks

[[noreturn]] void refuse(const Result& result, std::string what) {
    throw InputError(Problem{.where = {result.data.file},
                             .what = std::move(what),
                             .remedy = said("leave --live out, or compute one --period or fewer units")});
}

/// Before anything is laid out: a sheet has no more columns than it has.
void require_room(const Result& result) {
    std::size_t inner = 0, columns = 0, comparisons = 0;
    for (const Node& node : result.index.nodes) {
        inner += node.is_indicator() ? 0u : 1u;
        columns += 3 * node.children.size() + 6;
    }
    if (columns > most_columns)
        refuse(result,
               said("the index has too many nodes for a workbook that computes, {}", result.index.nodes.size()));
    for (const Period& period : result.data.periods) comparisons += period.count * period.count * inner;
    const std::size_t rows = result.data.units.size();
    if (comparisons > most_comparisons || rows * columns > most_cells)
        refuse(result, said("{} rows and {} nodes are more than a workbook that computes can take", rows,
                            result.index.nodes.size()));
}

bool write_book(const std::string& path, const Result& result, const Dataset& read, const ScaleBasis& basis,
                Language language) {
    live::Book book(path);
    if (!book.is_open()) return false;
    live::Plan plan(book, result, read, basis, language);
    live::write_weights(plan);
    live::write_values(plan);
    live::write_scales(plan);
    live::write_normalised(plan);
    live::write_nodes(plan);
    live::write_computed(plan);
    live::write_control(plan);
    live::write_ranking(plan);
    live::write_notes(plan);
    return book.close();
}

}  // namespace

void write_live_book(std::ostream& out, const Result& result, Dataset read, const ScaleBasis& basis,
                     Language language) {
    require_room(result);
    if (read.derivations.empty()) derive(result.index, read);
    const TemporaryFile file;
    if (file.path().empty() || !write_book(file.path(), result, read, basis, language)) {
        out.setstate(std::ios::badbit);
        return;
    }
    std::ifstream in(file.path(), std::ios::binary);
    out << in.rdbuf();
}

}  // namespace iiindex
