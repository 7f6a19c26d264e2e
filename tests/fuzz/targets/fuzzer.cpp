// A libFuzzer program of the target that IIINDEX_FUZZ_TARGET names.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <iiindex/named.hpp>

#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto* const target = iiindex::find_named(iiindex::fuzz::targets(), IIINDEX_FUZZ_TARGET);
    target->run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
