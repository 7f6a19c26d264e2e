// The program's memory. Large blocks come in large pages where the system has them: given out in small ones,
// a table costs more time to be touched for the first time than to be read. And they are refused where the
// memory that is left would not hold them: the system would promise it all the same, and end the program
// without a word later.

#ifndef __SANITIZE_ADDRESS__  // a sanitizer brings memory of its own

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>

#include <sys/mman.h>

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::size_t large = 2 * large_page;

constexpr std::size_t scarce = std::size_t{1} << 28;  // smaller blocks are given without looking
constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

/// The number behind `key` in a file of lines "key number", or in its first line for an empty key;
/// `unlimited` if there is none.
std::size_t number_in(const char* file, const char* key) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> open(std::fopen(file, "r"), std::fclose);
    char line[256];
    while (open && std::fgets(line, sizeof line, open.get())) {
        const std::size_t length = std::char_traits<char>::length(key);
        std::size_t number = 0;
        if (std::char_traits<char>::compare(line, key, length) == 0 &&
            std::sscanf(line + length, "%zu", &number) == 1) {
            return number;
        }
    }
    return unlimited;
}

/// What is left to a program, as far as the system says.
std::size_t memory_left() {
    const std::size_t kilobytes = number_in("/proc/meminfo", "MemAvailable:");
    const std::size_t left = kilobytes == unlimited ? unlimited : kilobytes * 1024;
    const std::size_t limit = number_in("/sys/fs/cgroup/memory.max", "");
    const std::size_t taken = number_in("/sys/fs/cgroup/memory.stat", "anon ");
    if (limit == unlimited || taken == unlimited) return left;
    return std::min(left, limit - std::min(limit, taken));
}

void* allocate(std::size_t size) {
    if (size < large) return std::malloc(size == 0 ? 1 : size);
    if (size > unlimited - large_page || (size >= scarce && size > memory_left())) return nullptr;
    void* const block = std::aligned_alloc(large_page, (size + large_page - 1) / large_page * large_page);
    if (block != nullptr) madvise(block, size, MADV_HUGEPAGE);  // advice: without, it is only slower
    return block;
}

}  // namespace

void* operator new(std::size_t size) {
    for (;;) {
        if (void* const block = allocate(size)) return block;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) throw std::bad_alloc();
        handler();
    }
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

#endif
