#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace iiindex::detail::live {

/// How a cell looks, which says what it is.
enum class Style {
    plain,
    wrapped,
    title,
    muted,    ///< of explanations
    code,     ///< above a column of numbers
    heading,  ///< of a column of texts
    group,    ///< of rows that belong together
    numbers,  ///< of a column of numbers
    input,    ///< may be changed: everything follows
    formula,
    beside,  ///< a text behind a number
    fixed,   ///< a number that no formula makes, although it was computed
};

/// How many decimals a number is shown with; `all` as it is.
inline constexpr int all_digits = -1;
/// The same of numbers of which the size alone matters: 4.3E-13.
inline constexpr int size_alone = -2;

/// What a cell's address keeps when it is copied: a row with a $, a column with a $, or both.
enum class Fixed { none, row, column, both };

std::string address(std::size_t row, std::size_t column, Fixed fixed = Fixed::none);

/// Cells in a row or column, from one to another that is included: "C$8:C$43".
std::string range(std::size_t row, std::size_t column, std::size_t last_row, std::size_t last_column,
                  Fixed fixed = Fixed::none);

/// A text or a number as a formula has it: in quotes, with an upper-case exponent.
std::string formula_text(std::string_view text);
std::string literal(double number);

/// How wide a column of names, and one of other texts, may be.
inline constexpr double widest_name = 30, widest_text = 70;

class Book;

/// A sheet of a workbook. Texts stay texts whatever they begin with; a missing number leaves an empty text.
class Sheet {
public:
    void text(std::size_t row, std::size_t column, std::string_view text, Style style = Style::plain);
    void number(std::size_t row, std::size_t column, double number, Style style, int digits = all_digits);

    /// A formula, without its "=", with what it has been computed to be.
    void formula(std::size_t row, std::size_t column, const std::string& formula, double computed, int digits);
    void formula(std::size_t row, std::size_t column, const std::string& formula, std::string_view computed);
    void comment(std::size_t row, std::size_t column, std::string_view comment);

    void width(std::size_t first, std::size_t last, double characters);
    /// As wide as the widest plain text that the column has so far, within limits.
    void fit(std::size_t column, double least, double most);
    void height(std::size_t row, double points);
    /// Rows and columns before these stay in sight, and are printed on every page.
    void freeze(std::size_t row, std::size_t column);
    void filter(std::size_t row, std::size_t last_row, std::size_t last_column);
    void show_first();
    /// How many pages are printed side by side; one where nothing else is said.
    void pages_wide(std::size_t pages);

    const std::string& name() const { return name_; }
    /// What a cell of this sheet is called on another one: "Values!" before its address.
    const std::string& prefix() const { return prefix_; }
    std::string at(std::size_t row, std::size_t column, Fixed fixed = Fixed::none) const {
        return prefix_ + address(row, column, fixed);
    }
    lxw_worksheet* raw() const { return sheet_; }

private:
    friend class Book;
    Sheet(Book& book, std::string name);

    Book& book_;
    std::string name_, prefix_;
    lxw_worksheet* sheet_;
    std::map<std::size_t, std::size_t> widest_;  // of the plain texts, by column
};

/// A workbook of cells that compute. The file is there once it is closed.
class Book {
public:
    explicit Book(const std::string& path);
    ~Book();
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    bool is_open() const { return book_ != nullptr; }
    Sheet& add(const std::string& name);
    bool close();

    lxw_format* format(Style style, int digits = all_digits);
    lxw_workbook* raw() const { return book_; }

private:
    friend class Sheet;
    lxw_workbook* book_;
    std::deque<Sheet> sheets_;
    std::map<std::tuple<Style, int>, lxw_format*> formats_;
};

/// The longest formula that a cell takes, in characters.
inline constexpr std::size_t longest_formula = 8192;

}  // namespace iiindex::detail::live
