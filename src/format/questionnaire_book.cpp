#include <fstream>
#include <ostream>

#include <xlsxwriter.h>

#include <fmt/format.h>

#include <iiindex/experts.hpp>
#include <iiindex/number.hpp>
#include <iiindex/problem.hpp>
#include <iiindex/questionnaire_book.hpp>

#include "format/temporary_file.hpp"
#include "ground/catalogue.hpp"
#include "present/questionnaire.hpp"
#include "text/escape.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// A cell by its letters: "$C$4".
std::string cell_name(std::size_t row, std::size_t column) {
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(name, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), 1, 1);
    return name;
}

/// The matrix to the power of 2^doublings, as a formula over a range.
std::string power(const std::string& range, int doublings) {
    if (doublings == 0) return range;
    const std::string root = power(range, doublings - 1);
    return fmt::format("MMULT({},{})", root, root);
}

/// (lambda - n) / (n - 1) / random index: of A^16 the sums grow by lambda, to ten digits at the ratios that count.
std::string ratio_formula(const std::string& range, std::size_t n) {
    const std::string high = power(range, 4);
    return fmt::format("{{=IFERROR((SUM(MMULT({0},{1}))/SUM({0})-{2})/{3}/{4},\"\")}}", high, range, n, n - 1,
                       shortest(random_indices().front().of(n)));
}

class QuestionnaireBook {
public:
    QuestionnaireBook(const std::string& path, const Index& index, Language language)
        : index_(index), language_(language), titles_(node_titles(index, language)), book_(workbook_new(path.c_str())) {
        if (!book_) return;
        lxw_doc_properties properties{};
        properties.created = 1577836800;  // 2020-01-01: the same questionnaire is the same bytes on any day
        workbook_set_properties(book_, &properties);
        head_ = workbook_add_format(book_);
        format_set_bold(head_);
        format_set_text_wrap(head_);
        asked_ = workbook_add_format(book_);
        format_set_num_format(asked_, "# ?/?");
        format_set_bg_color(asked_, 0xFFF2CC);
        format_set_unlocked(asked_);
        follows_ = workbook_add_format(book_);
        format_set_num_format(follows_, "# ?/?");
        format_set_font_color(follows_, 0x5B6670);
        ratio_ = workbook_add_format(book_);
        format_set_num_format(ratio_, "0.000");
    }

    bool write(std::size_t experts) {
        if (!book_) return false;
        for (std::size_t i = 1; i <= experts; ++i) add_sheet(worded(language_, "Expert {}", i));
        const SilentErrors silent;
        return workbook_close(book_) == LXW_NO_ERROR;
    }

private:
    void text(std::size_t row, std::size_t column, std::string_view content, lxw_format* format = nullptr) {
        worksheet_write_string(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                               for_xml(content).c_str(), format);
    }

    void add_sheet(const std::string& expert) {
        sheet_ = workbook_add_worksheet(book_, expert.c_str());
        worksheet_set_column(sheet_, 0, 40, 18, nullptr);
        worksheet_protect(sheet_, nullptr, nullptr);
        worksheet_set_paper(sheet_, 9);  // A4
        worksheet_fit_to_pages(sheet_, 1, 0);
        std::size_t row = 0;
        for (const std::size_t node : judged_nodes(index_)) row = add_matrix(row, node, expert);
    }

    std::size_t add_matrix(std::size_t row, std::size_t node, const std::string& expert) {
        const auto& children = index_.nodes[node].children;
        const std::size_t n = children.size();
        text(row, 0, worded(language_, "expert"));
        text(row, 1, expert, head_);
        const std::size_t head = row + 1;
        if (n > 2) {
            text(row, 2, worded(language_, "consistency ratio"));
            const std::string range = cell_name(head + 1, 1) + ":" + cell_name(head + n, n);
            worksheet_write_array_formula(sheet_, static_cast<lxw_row_t>(row), 3, static_cast<lxw_row_t>(row), 3,
                                          ratio_formula(range, n).c_str(), ratio_);
        }
        text(head, 0, titles_[node], head_);
        for (std::size_t i = 0; i < n; ++i) {
            text(head, i + 1, titles_[children[i]], head_);
            text(head + 1 + i, 0, titles_[children[i]], head_);
            for (std::size_t j = 0; j < n; ++j) add_cell(head + 1, i, j);
        }
        return head + n + 2;
    }

    /// A child against another, above the diagonal asked for and below it what follows.
    void add_cell(std::size_t first_row, std::size_t i, std::size_t j) {
        const auto row = static_cast<lxw_row_t>(first_row + i);
        const auto column = static_cast<lxw_col_t>(j + 1);
        if (i == j) {
            worksheet_write_number(sheet_, row, column, 1, follows_);
        } else if (i < j) {
            worksheet_write_blank(sheet_, row, column, asked_);
            lxw_data_validation scale{};
            scale.validate = LXW_VALIDATION_TYPE_DECIMAL;
            scale.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
            scale.minimum_number = 1.0 / 9;
            scale.maximum_number = 9;
            worksheet_data_validation_cell(sheet_, row, column, &scale);
        } else {
            const std::string mirror = cell_name(first_row + j, i + 1);
            worksheet_write_formula_str(sheet_, row, column,
                                        fmt::format("=IF(ISNUMBER({0}),1/{0},\"\")", mirror).c_str(), follows_, "");
        }
    }

    const Index& index_;
    Language language_;
    std::vector<std::string> titles_;
    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format *head_ = nullptr, *asked_ = nullptr, *follows_ = nullptr, *ratio_ = nullptr;
};

}  // namespace

void write_questionnaire_book(std::ostream& out, const Index& index, std::size_t experts, Language language) {
    constexpr std::size_t most_children = 100;
    for (const std::size_t node : judged_nodes(index)) {
        const std::size_t children = index.nodes[node].children.size();
        if (children <= most_children) continue;
        throw InputError(Problem{.where = {index.file},
                                 .what = said("'{}' has {} children, which are {} pairs to compare",
                                              index.nodes[node].code, children, children * (children - 1) / 2),
                                 .remedy = said("ask for points or ratings: --judgements budget or rating")});
    }
    const TemporaryFile file;
    if (file.path().empty() || !QuestionnaireBook(file.path(), index, language).write(experts)) {
        out.setstate(std::ios::badbit);
        return;
    }
    std::ifstream in(file.path(), std::ios::binary);
    out << in.rdbuf();
}

}  // namespace iiindex
