#include "ground/memory.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <new>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

#include <iiindex/columns.hpp>

namespace iiindex::detail {
namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::size_t large = 2 * large_page;
constexpr std::size_t scarce = std::size_t{1} << 28;  // smaller blocks are given without looking
constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

/// The number behind `key` in a file of lines "key number", or in its first line for an empty key; `unlimited` if there
/// is none.
std::size_t number_in(const std::string& file, std::string_view key) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(key)) continue;
        const std::size_t digits = line.find_first_of("0123456789", key.size());
        return digits == line.npos ? unlimited : std::strtoull(line.c_str() + digits, nullptr, 10);
    }
    return unlimited;
}

/// What the files of a group of processes are called, and where its memory is told.
struct Hierarchy {
    std::string_view controller;  ///< in a line "number:controller:path" of /proc/self/cgroup
    std::string_view folder;
    std::string_view limit;
    std::string_view taken;  ///< a key of memory.stat: what is taken for good, unlike files kept in memory
};

constexpr Hierarchy hierarchies[] = {
    {"", "/sys/fs/cgroup", "/memory.max", "anon "},
    {"memory", "/sys/fs/cgroup/memory", "/memory.limit_in_bytes", "total_rss "},
};

std::size_t left_in(const std::string& folder, const Hierarchy& hierarchy) {
    const std::size_t limit = number_in(folder + std::string(hierarchy.limit), "");
    const std::size_t taken = number_in(folder + "/memory.stat", hierarchy.taken);
    return limit == unlimited || taken == unlimited ? unlimited : limit - std::min(limit, taken);
}

/// The least of a group and those that it is in. Where a group sees itself as the outermost, its path may lead nowhere.
std::size_t least_left(const std::string& folder, std::string path, const Hierarchy& hierarchy) {
    std::size_t left = unlimited;
    while (path.size() > 1 && path.front() == '/') {
        left = std::min(left, left_in(folder + path, hierarchy));
        path.erase(path.rfind('/'));
    }
    return std::min(left, left_in(folder, hierarchy));
}

}  // namespace

std::size_t memory_left(const std::string& root) {
    const std::size_t kilobytes = number_in(root + "/proc/meminfo", "MemAvailable:");
    std::size_t left = kilobytes == unlimited ? unlimited : kilobytes * 1024;
    std::ifstream groups(root + "/proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) {
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == line.npos) continue;
        const std::string controller = line.substr(first + 1, second - first - 1);
        for (const Hierarchy& hierarchy : hierarchies) {
            if (controller != hierarchy.controller) continue;
            left = std::min(left, least_left(root + std::string(hierarchy.folder), line.substr(second + 1), hierarchy));
        }
    }
    return left;
}

/// The system would promise memory that is not there all the same, and end the program without a word later.
void require_memory(std::size_t bytes) {
    if (bytes >= scarce && bytes > memory_left()) throw std::bad_alloc();
}

/// Large blocks come in large pages where the system has them: given out in small ones, a table costs more time to be
/// touched for the first time than to be read.
void* allocate(std::size_t count, std::size_t size) {
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) throw std::bad_alloc();
    require_memory(bytes);
    const bool is_large = bytes >= large;
    void* const block = is_large ? std::aligned_alloc(large_page, (bytes + large_page - 1) / large_page * large_page)
                                 : std::malloc(bytes);
    if (block == nullptr && bytes > 0) throw std::bad_alloc();
    if (is_large) madvise(block, bytes, MADV_HUGEPAGE);  // advice: without, it is only slower
    return block;
}

void deallocate(void* memory) noexcept { std::free(memory); }

void give_back(const void* begin, std::size_t bytes) noexcept {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t before = (page - reinterpret_cast<std::uintptr_t>(begin) % page) % page;
    if (bytes < before + page) return;  // no page is whole
    auto* const first = const_cast<char*>(static_cast<const char*>(begin)) + before;
    madvise(first, (bytes - before) / page * page, MADV_DONTNEED);
}

}  // namespace iiindex::detail
