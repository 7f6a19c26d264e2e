#include "load/table/marks.hpp"

#include <string>

#include "ground/catalogue.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

void keep_first(std::optional<Field>& first, const std::optional<Field>& field) {
    if (!first) first = field;
}

std::string cell_text(const Text& text, const Field& field) {
    std::string scratch;
    return std::string(trimmed(content(text.characters(), field, scratch)));
}

std::string told(const Text& text, const Field& field) {
    return said("'{}' at {}", cell_text(text, field), text.place(field.begin));
}

void refuse(const Field& field, std::string what, std::string remedy, Faults& faults) {
    faults.add({field.begin, field.end - field.begin, std::move(what), std::move(remedy)});
}

}  // namespace

void ColumnMarks::note(const NumberCell& cell, const Field& field) {
    if (cell.kind == NumberCell::Kind::number) keep_first(cell.has_percent ? first_percent_ : first_without_, field);
    flags_ += cell.has_flag ? 1U : 0U;
    if (cell.marks == NumberCell::Marks::doubtful) keep_first(first_doubtful_, field);
    if (cell.marks == NumberCell::Marks::other) keep_first(first_other_, field);
}

void ColumnMarks::join(const ColumnMarks& later) {
    flags_ += later.flags_;
    keep_first(first_percent_, later.first_percent_);
    keep_first(first_without_, later.first_without_);
    keep_first(first_doubtful_, later.first_doubtful_);
    keep_first(first_other_, later.first_other_);
}

void ColumnMarks::check(std::string_view subject, const Text& text, Faults& faults) const {
    if (first_percent_ && first_without_) {
        refuse(*first_without_,
               said("{} has a percent sign in some cells and none in others: '{}' here, {}", subject,
                    cell_text(text, *first_without_), told(text, *first_percent_)),
               said("write the sign in every cell of the column or in none"), faults);
    }
    if (first_doubtful_ && first_other_) {
        const std::string cell = cell_text(text, *first_doubtful_);
        const char mark = cell.find_first_of(",.") == cell.npos ? ',' : cell[cell.find_first_of(",.")];
        refuse(*first_doubtful_,
               said("'{}' for {} parts thousands or decimals, which the column does not tell: it has {} too", cell,
                    subject, told(text, *first_other_)),
               said("say --decimal {} if that is the decimal mark, or write the number without it", mark), faults);
    }
}

}  // namespace iiindex::detail
