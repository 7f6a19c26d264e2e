#pragma once

#include <cstddef>  // and with it what tells the C library, which must resolve a function at load time

/// Before a function whose loops the compiler can turn into vector instructions: it is compiled for wider
/// ones as well, and the widest that the machine has are taken. The bits are the same: lanes are fixed in the
/// source, and a product and a sum are two roundings everywhere (-ffp-contract=off).
#if defined(__x86_64__) && defined(__GLIBC__) && __GNUC__ >= 12 && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define IIINDEX_WIDE __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define IIINDEX_WIDE
#endif
