#include <iiindex/result.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using detail::marked;

std::string_view to_string(Reason reason) {
    switch (reason) {
        case Reason::not_transformable: return marked("the transformation has no value there");
        case Reason::child_missing: return marked("a child has no score");
        case Reason::below_coverage: return marked("too little was measured");
        case Reason::not_positive: return marked("a mean that needs scores above zero met one that is not");
        case Reason::negative: return marked("a mean that needs scores of at least zero met one below");
        case Reason::no_denominator: return marked("the value's denominator is missing or zero");
        case Reason::too_few_units: return marked("too few units to compare");
        case Reason::no_factor: return marked("no unit has a score above zero to rescale by");
        case Reason::screened_out: return marked("too few of its indicators were measured");
        case Reason::out_of_range: return marked("the result is too large for a number");
        case Reason::no_input: return marked("a number that its formula needs is missing");
        case Reason::no_period: return marked("no input has the period that its formula looks back to");
        case Reason::divided_by_zero: return marked("its formula divides by zero");
        case Reason::outside_domain: return marked("its formula asks for a logarithm, root or power that there is not");
    }
    return {};
}

std::string_view to_string(Gap::Outcome outcome) {
    switch (outcome) {
        case Gap::Outcome::reweighted: return "reweighted";
        case Gap::Outcome::imputed: return "imputed";
        case Gap::Outcome::no_score: return "no score";
        case Gap::Outcome::left_out: return "left out";
    }
    return {};
}

}  // namespace iiindex
