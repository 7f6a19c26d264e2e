// The program's memory. Large blocks come in large pages where the system has them: given out in small ones, a table
// costs more time to be touched for the first time than to be read.

#include <cstddef>
#include <cstdlib>
#include <new>

#include <sys/mman.h>

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::size_t large = 2 * large_page;

void* allocate(std::size_t size) {
    if (size < large) return std::malloc(size == 0 ? 1 : size);
    if (size > static_cast<std::size_t>(-1) - large_page) return nullptr;
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
