#pragma once

#include <string>

namespace [[gnu::visibility("default")]] iiindex {

/// The number rounded to `digits` decimals, half up in decimal: 2.675 gives 2.68 and -2.5 gives -2. The number is
/// first taken to 15 significant digits, all that a double is sure to hold, so that a sum which falls an
/// ulp short of a half still counts as one. `digits` may be negative; a missing number stays missing.
double round_half_up(double number, int digits);

/// The number with exactly `digits` decimals, rounded as above; never "-0.0". Finite numbers only.
std::string fixed(double number, int digits);

/// The shortest text that reads back as the same double; with an exponent only below 1e-6 and from 1e21 on;
/// never "-0". Finite numbers only.
std::string shortest(double number);

/// How many decimals that text takes when it is written out. Finite numbers only.
int decimals_of(double number);

}  // namespace iiindex
