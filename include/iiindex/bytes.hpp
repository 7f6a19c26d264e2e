#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] iiindex {

/// Bytes that do not change: a text of their own, or a file mapped into memory. Copies share them.
class Bytes {
public:
    Bytes() = default;
    Bytes(std::string text);
    Bytes(const char* text) : Bytes(std::string(text)) {}
    /// The first `size` bytes of an open file; the file may be closed afterwards. Empty if the system will not
    /// map it.
    static Bytes map(int descriptor, std::size_t size);

    operator std::string_view() const noexcept { return {first_.get(), size_}; }
    std::string_view view() const noexcept { return *this; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

    /// Gives back the memory of a part that has been read. It comes back from the file if it is read again;
    /// does nothing to bytes that are no file's, nor to a text that is no part of them.
    void release(std::string_view part) const noexcept;

private:
    std::shared_ptr<const char> first_;
    std::size_t size_ = 0;
    bool is_mapped_ = false;
};

}  // namespace iiindex
