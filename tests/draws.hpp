#pragma once

namespace iiindex {

/// How many inputs a law is tried on: `count` of the program as it is shipped, a fifth of them under sanitizers, which
/// look at every step of each and are slow.
constexpr int draws(int count) {
#ifdef IIINDEX_SANITIZED
    return count / 5;
#else
    return count;
#endif
}

}  // namespace iiindex
