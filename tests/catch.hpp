#pragma once

// Less to compile; an exception in an assertion ends its case, which fails all the same.
#define CATCH_CONFIG_FAST_COMPILE

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif

#include <string>

/// Says that a case is not run, and why: the case then returns, and ctest counts it as skipped.
inline void skip(const std::string& reason) { WARN("skipped: " << reason); }
