#include "ground/linear_program.hpp"

#include <ClpSimplex.hpp>
#include <CoinPackedVector.hpp>

namespace iiindex::detail {

struct LinearProgram::Solver {
    ClpSimplex model;
    std::size_t variables = 0;
    std::vector<std::size_t> priced;  ///< the variables that the last cost was on
};

namespace {

double for_clp(double bound) {
    if (bound == unbounded) return COIN_DBL_MAX;
    return bound == -unbounded ? -COIN_DBL_MAX : bound;
}

CoinPackedMatrix matrix_of(std::size_t variables, std::span<const Constraint> constraints) {
    CoinPackedMatrix matrix(false, 0, 0);
    matrix.setDimensions(0, static_cast<int>(variables));
    for (const Constraint& constraint : constraints) {
        CoinPackedVector row;
        for (const Term& term : constraint.terms) row.insert(static_cast<int>(term.variable), term.times);
        matrix.appendRow(row);
    }
    return matrix;
}

}  // namespace

LinearProgram::LinearProgram(std::size_t variables, double low, double high, std::span<const Constraint> constraints)
    : solver_(std::make_unique<Solver>()) {
    solver_->variables = variables;
    const std::vector<double> lows(variables, for_clp(low)), highs(variables, for_clp(high)), costs(variables, 0.0);
    std::vector<double> row_lows, row_highs;
    for (const Constraint& constraint : constraints) {
        row_lows.push_back(for_clp(constraint.low));
        row_highs.push_back(for_clp(constraint.high));
    }
    solver_->model.setLogLevel(0);
    solver_->model.loadProblem(matrix_of(variables, constraints), lows.data(), highs.data(), costs.data(),
                               row_lows.data(), row_highs.data());
}

LinearProgram::~LinearProgram() = default;
LinearProgram::LinearProgram(LinearProgram&&) noexcept = default;
LinearProgram& LinearProgram::operator=(LinearProgram&&) noexcept = default;

void LinearProgram::bound(std::size_t variable, double low, double high) {
    solver_->model.setColumnBounds(static_cast<int>(variable), for_clp(low), for_clp(high));
}

void LinearProgram::hold_to(double tolerance) {
    solver_->model.setPrimalTolerance(tolerance);
    solver_->model.setDualTolerance(tolerance);
    solver_->model.scaling(0);  // what holds to it when it is scaled need not when it is scaled back
}

bool LinearProgram::feasible() { return minimise({}).has_value(); }

std::optional<double> LinearProgram::minimise(std::span<const Term> costs) {
    ClpSimplex& model = solver_->model;
    for (const std::size_t variable : solver_->priced) model.setObjectiveCoefficient(static_cast<int>(variable), 0);
    solver_->priced.clear();
    for (const Term& cost : costs) {
        model.setObjectiveCoefficient(static_cast<int>(cost.variable), cost.times);
        solver_->priced.push_back(cost.variable);
    }
    model.primal();
    if (!model.isProvenOptimal()) return std::nullopt;
    return model.objectiveValue();
}

std::optional<double> LinearProgram::minimise_with(std::span<const Constraint> more) {
    for (const Constraint& constraint : more) {
        std::vector<int> columns;
        std::vector<double> times;
        for (const Term& term : constraint.terms) {
            columns.push_back(static_cast<int>(term.variable));
            times.push_back(term.times);
        }
        solver_->model.addRow(static_cast<int>(columns.size()), columns.data(), times.data(), for_clp(constraint.low),
                              for_clp(constraint.high));
    }
    solver_->model.dual();  // where the last question ended is the best there is, but for the new constraints
    if (!solver_->model.isProvenOptimal()) return std::nullopt;
    return solver_->model.objectiveValue();
}

std::span<const double> LinearProgram::point() const {
    return {solver_->model.primalColumnSolution(), solver_->variables};
}

std::span<const double> LinearProgram::prices() const {
    return {solver_->model.dualRowSolution(), static_cast<std::size_t>(solver_->model.numberRows())};
}

}  // namespace iiindex::detail
