#include "catch.hpp"

#include <string>
#include <vector>

#include <iiindex/load.hpp>

#include "fast/first_look.hpp"
#include "load/table/cells.hpp"
#include "load/table/titles.hpp"

using namespace iiindex;
using namespace iiindex::detail;

TEST_CASE("numbers that no cell gives are missing, not what the memory held") {
    const Index index = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T", "children": [
        {"code": "p", "name": "P"}, {"code": "q", "name": "Q"}, {"code": "r", "name": "R"}]})"})
                            .value;
    const Bytes bytes(std::string("code,p,q\na,1,2\nb,3\nc,4,\"5\"6\nSource: nobody\n"));
    const Text text("x.csv", bytes);
    const Dialect dialect;
    const TitleWords words(index);
    const MissingCodes no_codes;
    const NamedRows none_dropped(std::vector<std::string>{});
    Faults faults;
    std::vector<Problem> warnings;
    const Layout layout = read_layout(text, dialect, words, 0, faults, warnings);
    const Rows rows(text.characters(), layout.rows_begin, dialect.separator, look_at_parts(bytes));
    const LaidOutTable table{text.characters(), bytes, dialect, no_codes, false, index, layout, rows, none_dropped};
    REQUIRE(rows.size() == 4);
    Cells cells(table);
    for (const RowRun& run : rows.runs()) read_run(table, cells, run);
    CHECK(cells.values.at(0, 0) == 1.0);
    CHECK(cells.values.at(0, 1) == 2.0);
    for (std::size_t row = 0; row < rows.size(); ++row) CHECK_FALSE(cells.values.at(row, 2));  // it has no column
    for (std::size_t row = 1; row < rows.size(); ++row) {
        CHECK_FALSE(cells.values.at(row, 0));
        CHECK_FALSE(cells.values.at(row, 1));
    }
}
