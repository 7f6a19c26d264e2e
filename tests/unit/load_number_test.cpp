#include "catch.hpp"

#include <charconv>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <iiindex/columns.hpp>

#include "load/table/number.hpp"

namespace {

/// Nothing where the cell is left to a closer look.
std::optional<double> read_cell(std::string_view cell) {
    double number = 3;
    const bool is_read = iiindex::detail::read_plain_cell(cell, number);
    return is_read ? std::optional(number) : std::nullopt;
}

}  // namespace

TEST_CASE("a plain number is read as the standard library reads it") {
    std::mt19937_64 random(11);
    const auto digits = [&](std::uint64_t most) {
        std::string text;
        for (std::uint64_t left = random() % (most + 1); left > 0; --left)
            text += static_cast<char>('0' + random() % 10);
        return text;
    };
    for (int i = 0; i < 100000; ++i) {
        std::string cell = random() % 4 == 0 ? "-" : "";
        cell += digits(i % 3 == 0 ? 20 : 7);
        if (random() % 3 != 0) cell += "." + digits(i % 5 == 0 ? 22 : random() % 2 == 0 ? 16 : 3);
        if (random() % 20 == 0) cell += "e" + std::to_string(static_cast<int>(random() % 40) - 20);
        if (cell.empty()) continue;
        double expected = 0;
        const auto standard = std::from_chars(cell.data(), cell.data() + cell.size(), expected);
        const bool is_whole = standard.ec == std::errc() && standard.ptr == cell.data() + cell.size();
        CAPTURE(cell);
        if (is_whole && expected != 0) REQUIRE(read_cell(cell) == expected);
        if (!is_whole) REQUIRE(!read_cell(cell));
    }
}

TEST_CASE("a cell is a plain number from end to end, or none") {
    CHECK(iiindex::is_missing(*read_cell("")));
    CHECK(read_cell("0") == 0.0);
    CHECK(read_cell("1.7976931348623157e308") == 1.7976931348623157e308);
    for (const std::string cell :
         {"-",  "+1",  "abc", "nan", "inf", "-infinity", "1e999", "1e-999", " 1",  "1 ",    "，",   ".",
          "-.", "--1", "e5",  "..",  ".1.", "-nan",      "-0",    "1,2",    "12a", "1.2.3", "1.5e", "1%"}) {
        CAPTURE(cell);
        CHECK(read_cell(cell) == std::nullopt);
    }
}
