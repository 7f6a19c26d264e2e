#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "sql/draft.hpp"

namespace iiindex::detail::sql {
namespace {

/// Finds what no query states, all of it.
class Refusing {
public:
    Refusing(const Index& index, const SqlOptions& options) : index_(index), options_(options) {}

    void run() {
        for (const PrepareStep& step : index_.prepare) {
            if (const auto* const imputation = std::get_if<Imputation>(&step))
                refuse_imputation(index_.root(), imputation->method);
            if (std::holds_alternative<Treatment>(step))
                refuse(
                    said("no query states '{}': it treats outliers, which takes as many passes as there are outliers",
                         index_.root().code),
                    said("treat the values before, or leave the treatment out"));
        }
        for (const Node& node : index_.nodes) node.is_indicator() ? look_at_indicator(node) : look_at(node);
        if (!problems_.empty()) throw InputError(std::move(problems_));
    }

private:
    void refuse(std::string what, std::string remedy) {
        problems_.push_back({.where = {index_.file}, .what = std::move(what), .remedy = std::move(remedy)});
    }

    void refuse_imputation(const Node& node, const ImputationMethod* method) {
        if (method && !method->centre)
            refuse(said("no query states '{}': it imputes by '{}'", node.code, method->name),
                   said("impute by mean or median, or beforehand"));
    }

    void look_at_indicator(const Node& node) {
        const NormalisationMethod& method = *node.normalisation.method;
        if (method.sql.empty())
            refuse(said("no query states '{}': it is scaled by '{}'", node.code, method.name), said("choose min-max"));
        if (node.transform && node.transform->sql.empty())
            refuse(said("no query states '{}': it is transformed by '{}'", node.code, node.transform->name),
                   said("transform the values before"));
        if (!node.goalposts) return;
        const Population ends{.count = 2,
                              .worst = transformed(node.goalposts->worst, node),
                              .best = transformed(node.goalposts->best, node)};
        if (method.fit && !method.fit(ends, node))
            refuse(said("no query states '{}': it has goalposts that make no scale, {} and {}", node.code,
                        shortest(node.goalposts->worst), shortest(node.goalposts->best)),
                   said("choose other goalposts in the index"));
    }

    void look_at(const Node& node) {
        const AggregationMethod& method = *node.aggregation.method;
        if (method.sql.empty())
            refuse(said("no query states '{}': it is aggregated by '{}'", node.code, method.name),
                   said("choose a mean, or score it here"));
        if (finds_weights(node) && node.weighting.method->sees_scores && !options_.scales)
            refuse(said("no query states '{}': it finds its weights by '{}'", node.code, node.weighting.method->name),
                   said("have the weights of a dataset in the query: --scales FILE"));
        if (node.missing.kind == MissingRule::Kind::impute) refuse_imputation(node, node.missing.impute.method);
    }

    const Index& index_;
    const SqlOptions& options_;
    std::vector<Problem> problems_;
};

}  // namespace

void refuse_unstated(const Index& index, const SqlOptions& options) { Refusing(index, options).run(); }

void refuse_wide(const Draft& draft) {
    if (draft.widest() <= draft.dialect.most_columns) return;
    throw InputError(Problem{.where = {draft.index.file},
                             .what = said("the query has {} columns, and {} takes {} at most", draft.widest(),
                                          draft.dialect.called, draft.dialect.most_columns),
                             .remedy = said("DuckDB takes more")});
}

}  // namespace iiindex::detail::sql
