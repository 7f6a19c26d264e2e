#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/load.hpp>
#include <iiindex/problem.hpp>

#include "load/table/cells.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Says of every row that is left out which it is and why, and of every unit that is written in two ways.
class RowRemarks {
public:
    RowRemarks(const Text& text, const LaidOutTable& table, std::vector<Problem>& warnings)
        : text_(text), table_(table), warnings_(warnings) {}

    void row(std::size_t row, std::string what, std::string remedy = {});
    void add(Fault fault) { faults_.add(std::move(fault)); }
    void absent(std::string what) { faults_.add({Fault::whole_file, 0, std::move(what), {}, false}); }

    /// Hands all that was said on to the warnings.
    void tell();

private:
    const Text& text_;
    const LaidOutTable& table_;
    std::vector<Problem>& warnings_;
    Faults faults_;
};

/// The rows that are no units, in order. What is said of them goes to `remarks`, doubts to `faults`.
std::vector<std::size_t> rows_left_out(const LaidOutTable& table, const Cells& cells, const Units& units,
                                       const std::vector<Aside>& asides, const LoadOptions& options,
                                       RowRemarks& remarks, Faults& faults);

/// All rows but some; empty where there are none of these.
std::vector<std::size_t> rows_but(std::size_t rows, const std::vector<std::size_t>& left_out);

}  // namespace iiindex::detail
