// The libFuzzer program of the target that the environment's IIINDEX_FUZZ_TARGET names.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <iiindex/named.hpp>

#include "targets.hpp"

namespace {

const iiindex::fuzz::Target& chosen() {
    const char* const name = std::getenv("IIINDEX_FUZZ_TARGET");
    const auto* const target = iiindex::find_named(iiindex::fuzz::targets(), name == nullptr ? "" : name);
    if (target != nullptr) return *target;
    std::fputs("set IIINDEX_FUZZ_TARGET to one of:", stderr);
    for (const auto& one : iiindex::fuzz::targets())
        std::fprintf(stderr, " %.*s", static_cast<int>(one.name.size()), one.name.data());
    std::fputs("\n", stderr);
    std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const iiindex::fuzz::Target& target = chosen();
    target.run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
