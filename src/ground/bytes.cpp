#include <iiindex/bytes.hpp>

#include <functional>
#include <utility>

#include <sys/mman.h>

#include <iiindex/columns.hpp>

namespace iiindex {

Bytes::Bytes(std::string text) {
    const auto kept = std::make_shared<const std::string>(std::move(text));
    first_ = {kept, kept->data()};
    size_ = kept->size();
}

Bytes Bytes::map(int descriptor, std::size_t size) {
    Bytes bytes;
    void* const address = size == 0 ? MAP_FAILED : mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (address == MAP_FAILED) return bytes;
    bytes.first_ = {static_cast<const char*>(address),
                    [size](const char* first) { munmap(const_cast<char*>(first), size); }};
    bytes.size_ = size;
    bytes.is_mapped_ = true;
    return bytes;
}

void Bytes::release(std::string_view part) const noexcept {
    const std::less_equal<> before;
    const bool is_ours = before(first_.get(), part.data()) && before(part.data() + part.size(), first_.get() + size_);
    if (!is_mapped_ || !is_ours) return;
    detail::give_back(part.data(), part.size());
}

}  // namespace iiindex
