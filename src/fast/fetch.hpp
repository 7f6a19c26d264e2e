#pragma once

namespace iiindex::detail {

/// Asks for what will soon be read and lies far from what is read now, so that it is there by then. The plain twin does
/// nothing: what is read is the same.
inline void fetch(const void* at) { __builtin_prefetch(at); }

}  // namespace iiindex::detail
