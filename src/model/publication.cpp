#include <iiindex/publication.hpp>

#include <iiindex/number.hpp>

namespace iiindex {

int printed_digits(const Publication& published, double score) {
    if (published.digits) return *published.digits;
    const std::string text = shortest(score);
    const std::size_t point = text.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

}  // namespace iiindex
