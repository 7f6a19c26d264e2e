#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <iiindex/problem.hpp>

namespace iiindex {

/// Collects the problems of several pieces of work, so that all are told at once.
class Gathered {
public:
    /// Does a piece of work; what it refuses is kept for later.
    template <class Work>
    void from(const Work& work) {
        try {
            work();
        } catch (const InputError& error) {
            problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
            unlisted_ += error.unlisted();
        }
    }

    void raise_if_any() {
        if (!problems_.empty()) throw InputError(std::move(problems_), unlisted_);
    }

private:
    std::vector<Problem> problems_;
    std::size_t unlisted_ = 0;
};

}  // namespace iiindex
