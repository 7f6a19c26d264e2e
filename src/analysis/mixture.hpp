#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/load.hpp>
#include <iiindex/rank.hpp>

namespace iiindex::detail {

enum class Year : std::size_t { before = 0, after = 1 };

/// Which of two years each of the four factors of a score is taken from.
struct Mix {
    Year own, others, method, units;
};

/// The values of two years of an index, from which datasets that never were can be put together.
class Mixture {
public:
    struct Member {
        std::string code;
        std::optional<std::size_t> rows[2];  ///< by year
    };

    Mixture(const Input& before, const Input& after);

    /// Every unit: the new year's, then those that left.
    const std::vector<Member>& members() const { return members_; }
    /// Whether both years have the same units: then it makes no difference whose a mix has.
    bool has_one_set() const;
    /// Whether both years compute in the same way: the same settings, and no value that a formula made.
    bool has_one_method() const;

    struct Standing {
        double score = 0;
        Rank rank = 0;
    };
    /// The units of a mix, all with values of the others' year, and which members they are, in ascending order.
    struct Drawn {
        Dataset data;
        std::vector<std::size_t> members;
    };
    Drawn draw(const Mix& mix) const;

    /// By member: its score and rank at a node of the year's index that the mix names; empty where it has none or
    /// is not in the mix. With values of its own year for `focus` alone.
    std::vector<std::optional<Standing>> standings(const Mix& mix, const Drawn& drawn, std::size_t focus,
                                                   std::size_t node) const;

    /// Both years as periods of one dataset, for the new index; the rows of old and new units as in the two inputs.
    Dataset both_years() const;

private:
    const Input& input(Year year) const { return year == Year::before ? before_ : after_; }
    /// Where each year has a column: none where it does not.
    using Place = std::array<std::optional<std::size_t>, 2>;
    /// The columns of a year's index, in its order.
    struct Places {
        std::vector<Place> indicators, inputs;
    };
    Places places_of(const Index& index) const;
    const Places& places(const Index& index) const { return places_[&index == &after_.index ? 1 : 0]; }
    double value(const Member& member, Year year, const Place& place, bool is_input) const;
    void fill(Dataset& data, const Member& member, Year year, const Index& index, std::size_t row) const;
    void lay_out(Dataset& data, const Index& index, std::size_t rows) const;

    const Input& before_;
    const Input& after_;
    std::vector<Member> members_;
    std::vector<std::string> groupings_;
    std::array<Places, 2> places_;  ///< by the year of the index: found once, for many mixtures are put together
};

}  // namespace iiindex::detail
