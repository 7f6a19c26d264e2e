#include <fstream>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/live_book.hpp>
#include <iiindex/problem.hpp>

#include "format/temporary_file.hpp"
#include "write/live/plan.hpp"
#include "write/live/sheet.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t most_rows = 5000;         // every unit is compared with every other
constexpr std::size_t most_columns = 16'384;    // of a sheet
constexpr std::size_t most_cells = 3'000'000;

void require_room(const live::Plan& plan) {
    const std::size_t rows = plan.result.data.units.size();
    const auto refuse = [&](std::string what) {
        throw InputError(Problem{.where = {plan.result.data.file},
                                 .what = std::move(what),
                                 .remedy = "leave --live out, or take one --period or fewer units"});
    };
    if (rows > most_rows)
        refuse(fmt::format("{} rows are more than a workbook that computes can take: {}", rows, most_rows));
    if (plan.node_columns > most_columns)
        refuse(fmt::format("the index takes {} columns of a sheet, which has {}", plan.node_columns, most_columns));
    if (rows * (plan.node_columns + 2 * plan.index.nodes.size()) > most_cells)
        refuse(fmt::format("a workbook that computes would have more than {} cells", most_cells));
}

bool write_book(const std::string& path, const Result& result, const Dataset& read, const ScaleBasis& basis,
                Language language) {
    live::Book book(path);
    if (!book.is_open()) return false;
    live::Plan plan(book, result, read, basis, language);
    require_room(plan);
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
    if (read.derivations.empty()) derive(result.index, read);
    const TemporaryFile file;
    if (file.name().empty() || !write_book(file.name(), result, read, basis, language)) {
        out.setstate(std::ios::badbit);
        return;
    }
    std::ifstream in(file.name(), std::ios::binary);
    out << in.rdbuf();
}

}  // namespace iiindex
