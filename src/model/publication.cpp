#include <iiindex/publication.hpp>

#include <iiindex/number.hpp>

namespace iiindex {

int printed_digits(const Publication& published, double score) {
    if (published.digits) return *published.digits;
    return decimals_of(score);
}

}  // namespace iiindex
