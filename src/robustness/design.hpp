#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <iiindex/robustness.hpp>

#include "engine/replicate/evaluator.hpp"

namespace iiindex::detail {

/// What is uncertain as a row of numbers from (0, 1): which of them stand for what.
class Design {
public:
    /// The numbers of one input lie together.
    struct Input {
        UncertainInput input;
        std::size_t first = 0;
        std::size_t count = 0;
    };

    explicit Design(const Plan& plan);

    std::size_t size() const { return size_; }
    const std::vector<Input>& inputs() const { return inputs_; }

    /// Turns a row of numbers into a replicate's choices. `draw` began as a nominal one.
    void read(std::span<const double> numbers, Draw& draw) const;

private:
    struct Choosing {
        std::size_t place;
        std::size_t choices;
        std::size_t Draw::*what;
    };
    struct Weighing {
        std::size_t place;
        std::size_t node;
    };

    void add_weights();
    void add_drawn_weights();
    bool is_drawn(std::size_t node) const;
    void add_leaving_out();
    void add_noise();
    template <class Setting>
    void add_choice(const std::vector<Choice<Setting>>& choices, std::size_t Draw::*what, const char* name);
    void add(UncertainInput input, std::size_t count);

    const Plan& plan_;
    std::size_t size_ = 0;
    std::vector<Input> inputs_;
    std::vector<Weighing> weights_;
    std::optional<std::size_t> drawn_place_;
    std::vector<Choosing> choices_;
    std::size_t removal_place_ = 0;
    std::vector<std::size_t> removable_;  ///< nodes; empty where nothing is left out
    std::size_t noise_place_ = 0;
    std::size_t noise_units_ = 0;  ///< numbers an error column takes, even
};

}  // namespace iiindex::detail
