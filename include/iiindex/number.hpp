#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace [[gnu::visibility("default")]] iiindex {

/// The number rounded to `digits` decimals, half up in decimal: 2.675 gives 2.68 and -2.5 gives -2. The number is
/// first taken to 15 significant digits, all that a double is sure to hold, so that a sum which falls an
/// ulp short of a half still counts as one. `digits` may be negative; a missing number stays missing.
double round_half_up(double number, int digits);

/// Where a number between two others that are as near goes: 2.5 to 3 either way, -2.5 to -2 or to -3.
enum class Halves { up, away_from_zero };

/// Every way, by the name that --round takes.
std::span<const std::pair<std::string_view, Halves>> ways_of_halves();

/// The number with exactly `digits` decimals, rounded as above; never "-0.0". Finite numbers only.
std::string fixed(double number, int digits);

/// As many digits, or as many more as it takes for the number not to seem on the other side of a cut: 59.96 is 60.0
/// with one, but takes two beside a cut at 60. A number that is no less than a cut has reached it.
int digits_beside(double number, int digits, std::span<const double> cuts, Halves halves = Halves::up);
/// The number with that many.
std::string fixed(double number, int digits, std::span<const double> cuts, Halves halves = Halves::up);

/// The shortest text that reads back as the same double; with an exponent only below 1e-6 and from 1e21 on;
/// never "-0". Finite numbers only.
std::string shortest(double number);

/// How many decimals that text takes when it is written out. Finite numbers only.
int decimals_of(double number);

}  // namespace iiindex
