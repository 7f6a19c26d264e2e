// What src/fast saves of a table: each piece beside its plain twin, on one thread, the best of fifteen.
// usage: fast_bench TABLE.csv     (as large_generate writes it)

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <iiindex/number.hpp>

#include "fast/append.hpp"
#include "fast/cell_ends.hpp"
#include "fast/first_look.hpp"
#include "fast/long_number.hpp"
#include "fast/number_text.hpp"
#include "fast/order.hpp"
#include "fast/short_number.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

/// Of what `work` gives, so that it is not left out.
double sum = 0;

template <class Work>
double seconds(const Work& work) {
    double best = std::numeric_limits<double>::infinity();
    for (int run = 0; run < 15; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        sum += static_cast<double>(work());
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
}

template <class Fast, class Plain>
void compare(std::string_view what, std::size_t count, const Fast& fast, const Plain& plain) {
    const double fast_seconds = seconds(fast), plain_seconds = seconds(plain);
    fmt::print("| {} | {} | {:.3f} | {:.3f} | {:.3f} |\n", what, count, fast_seconds, plain_seconds,
               plain_seconds - fast_seconds);
}

std::size_t count_ends(std::string_view text) {
    CellEnds ends(text, ',');
    ends.seek(text.data());
    std::size_t count = 0;
    while (ends.next() != nullptr) ++count;
    return count;
}

std::size_t count_ends_plainly(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) at = scan_field(text, at, ',').next;
    return count;
}

std::size_t look_plainly(std::string_view text) {
    std::size_t line_ends = 0, odd = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        line_ends += text[i] == '\n' ? 1U : 0U;
        odd += text[i] == '"' || text[i] == '\r' || text[i] <= 0 || (text[i] == '\n' && text[i + 1] == '\n') ? 1U : 0U;
    }
    return line_ends + odd;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
    std::ifstream file(argv[1]);
    const std::string text{std::istreambuf_iterator(file), {}};
    const std::string_view rows = std::string_view(text).substr(text.find('\n') + 1);

    std::vector<std::string_view> cells;
    std::vector<double> scores;  // six a row, of the table's own values
    std::size_t column = 0, lines = 0;
    for (std::size_t at = 0; at < rows.size();) {
        const Field field = scan_field(rows, at, ',');
        if (column > 0) cells.push_back(rows.substr(field.begin, field.end - field.begin));
        column = field.ends_row ? 0 : column + 1;
        lines += field.ends_row ? 1U : 0U;
        at = field.next;
    }
    for (std::size_t i = 0; scores.size() < 6 * lines; i = (i + 1) % cells.size()) {
        double value = 0;
        if (read_plain_cell(cells[i], value) && !is_missing(value)) scores.push_back(50 + value / 7);
    }
    const std::vector<double> totals(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(lines));

    fmt::print("| | how many | src/fast, s | plain, s | saved, s |\n| --- | ---: | ---: | ---: | ---: |\n");
    const auto read_all = [&](const std::vector<std::string_view>& some, const auto& read_quickly) {
        double all = 0, value = 0;
        for (const std::string_view cell : some) {
            if (read_quickly(text.data(), cell.data(), cell.data() + cell.size(), value) ||
                read_plain_cell(cell, value))
                all += value;
        }
        return all;
    };
    const auto none = [](const char*, const char*, const char*, double&) { return false; };
    std::vector<std::string_view> short_cells, long_cells;
    for (const std::string_view cell : cells) (cell.size() > 8 ? long_cells : short_cells).push_back(cell);
    compare(
        "short cells read", short_cells.size(), [&] { return read_all(short_cells, read_short_cell); },
        [&] { return read_all(short_cells, none); });
    compare(
        "long cells read", long_cells.size(), [&] { return read_all(long_cells, read_long_cell); },
        [&] { return read_all(long_cells, none); });
    compare(
        "ends of cells found", cells.size() + lines, [&] { return count_ends(rows); },
        [&] { return count_ends_plainly(rows); });
    compare(
        "bytes looked at first", text.size(), [&] { return look_at_parts(text).size(); },
        [&] { return look_plainly(text); });
    std::vector<NumberText> texts(numbers_at_once);
    const auto for_batches = [&](const auto& use) {
        for (std::size_t i = 0; i < scores.size(); i += numbers_at_once) {
            const auto batch = std::span(scores).subspan(i, std::min(numbers_at_once, scores.size() - i));
            write_shortest(batch, texts);
            use(std::span(texts).first(batch.size()));
        }
    };
    compare(
        "numbers to texts", scores.size(),
        [&] {
            std::size_t all = 0;
            for_batches([&](auto batch) { all += batch[0].size; });
            return all;
        },
        [&] {
            std::size_t all = 0;
            for (const double score : scores) all += shortest(score).size();
            return all;
        });
    fmt::memory_buffer out;
    const auto append_all = [&](const auto& append) {
        for_batches([&](auto batch) {
            out.clear();
            for (const NumberText& number : batch) append(number);
        });
        return out.size();
    };
    compare(
        "texts appended", scores.size(),
        [&] { return append_all([&](const NumberText& number) { append_quickly(out, number); }); },
        [&] { return append_all([&](const NumberText& number) { out.append(number.view()); }); });
    compare(
        "whole numbers appended", 2 * lines,
        [&] {
            out.clear();
            for (std::size_t i = 0; i < 2 * lines; ++i) append_quickly(out, static_cast<std::int64_t>(i));
            return out.size();
        },
        [&] {
            out.clear();
            for (std::size_t i = 0; i < 2 * lines; ++i) {
                const fmt::format_int number(i);
                out.append(number.data(), number.data() + number.size());
            }
            return out.size();
        });
    compare(
        "scores sorted", lines, [&] { return best_first(totals)[0]; },
        [&] {
            std::vector<std::uint32_t> order(totals.size());
            for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
            std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return totals[a] > totals[b]; });
            return order[0];
        });
    return sum == 0 ? 1 : 0;
}
