#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <iiindex/load.hpp>

#include "load/xlsx/package.hpp"
#include "load/xlsx/styles.hpp"

namespace iiindex::detail {

/// A sheet as a table in text, a line a row of the sheet, from its first row and column on; cells end with `cell_end`,
/// which none of them holds. Numbers are in full, percent and dates as they are shown.
struct SheetText {
    std::string name;
    std::string characters;
};

/// What ends a cell of a SheetText.
inline constexpr char cell_end = '\x1F';

/// How the cells of a sheet are read.
struct Reading {
    bool says_merged = true;     ///< what is merged over rows; false where a blank cell means "as above" anyway
    bool takes_unsaved = false;  ///< formulas without a saved value are blank cells, which is said; else refused
};

/// A workbook (XLSX, ECMA-376): what its sheets are called, and each as a table. The source must outlive it.
class Workbook {
public:
    /// Throws InputError for what is no workbook that can be read.
    explicit Workbook(const Source& source);

    struct Sheet {
        std::string name;
        std::string part;
        bool is_hidden = false;
    };
    const std::vector<Sheet>& sheets() const { return sheets_; }

    /// A sheet's cells. What is not plain to see (hidden rows and columns, merged cells, percent) is said in warnings.
    /// Throws InputError with every cell that has no value to be read.
    SheetText read(const Sheet& sheet, std::vector<Problem>& warnings, Reading reading = {}) const;
    /// Its first rows, to see what it holds; cells that cannot be read are left out.
    SheetText read_start(const Sheet& sheet) const;

    const std::string& file() const { return package_.file(); }

private:
    void read_sheets(const std::string& part);

    Package package_;
    std::vector<Sheet> sheets_;
    std::vector<std::string> strings_;  ///< that cells share
    std::vector<Shown> styles_;
    bool from_1904_ = false;
};

}  // namespace iiindex::detail
