#include "load/table/left_out.hpp"

#include <algorithm>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/table/judge.hpp"
#include "load/table/named_rows.hpp"
#include "load/table/places.hpp"
#include "load/table/rows.hpp"

namespace iiindex::detail {

void RowRemarks::row(std::size_t row, std::string what, std::string remedy) {
    if (faults_.count_if_full(what, remedy)) return;
    const std::size_t begin = table_.rows.begin_of(row);
    std::size_t end = end_of_row(table_.text, begin, table_.dialect.separator);
    while (end > begin + 1 && (table_.text[end - 1] == '\n' || table_.text[end - 1] == '\r')) --end;
    faults_.add({begin, end - begin, std::move(what), std::move(remedy)});
}

void RowRemarks::tell() {
    SheetPlaces places(text_, table_.dialect.separator, table_.layout);
    const auto place_of = [&](const Fault& fault) {
        std::string place = places.of(fault);
        table_.bytes.release(table_.text);  // of which much was looked at to count the rows
        return place;
    };
    for (Problem& problem : faults_.problems(text_, place_of)) warnings_.push_back(std::move(problem));
}

std::vector<std::size_t> rows_left_out(const LaidOutTable& table, const Cells& cells, const Units& units,
                                       const std::vector<Aside>& asides, const LoadOptions& options,
                                       RowRemarks& remarks, Faults& faults) {
    std::vector<std::size_t> left_out;
    std::vector<std::string> dropped;
    for (const Aside& aside : asides) {
        left_out.push_back(aside.row);
        if (aside.dropped.empty())
            remarks.add(aside.where);
        else
            dropped.push_back(aside.dropped);
    }
    const NamedRows drop(options.drop, units, dropped), keep(options.keep, units, {});
    for (const std::string& name : drop.absent()) remarks.absent(said("--drop '{}': there is no such row", name));
    const Judged judged = judge_rows(units, cells.values, cells.inputs, cells.period_of, left_out, drop, keep);
    for (const Judgement& one : judged.left_out) {
        left_out.push_back(one.row);
        if (!one.what.empty()) remarks.row(one.row, one.what, one.remedy);
    }
    for (const Judgement& one : judged.remarks) remarks.row(one.row, one.what, one.remedy);
    const std::size_t column =
        table.layout.find(table.layout.has(ColumnRole::Kind::name) ? ColumnRole::Kind::name : ColumnRole::Kind::code);
    for (const Judgement& one : judged.doubtful) {
        if (faults.count_if_full(one.what, one.remedy)) continue;
        const Field field = table.rows.field(one.row, column);
        faults.add({field.begin, field.end - field.begin, one.what, one.remedy});
    }
    std::sort(left_out.begin(), left_out.end());
    return left_out;
}

std::vector<std::size_t> rows_but(std::size_t rows, const std::vector<std::size_t>& left_out) {
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < rows && !left_out.empty(); ++row) {
        if (!std::binary_search(left_out.begin(), left_out.end(), row)) kept.push_back(row);
    }
    return kept;
}

}  // namespace iiindex::detail
