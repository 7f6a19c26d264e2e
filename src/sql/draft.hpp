#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <iiindex/index.hpp>
#include <iiindex/sql.hpp>

#include "sql/term.hpp"

namespace iiindex::detail::sql {

/// Names that no engine takes for one another: many do not ask whether a letter is large or small.
class Names {
public:
    explicit Names(const SqlDialect& dialect) : dialect_(dialect) {}

    /// The name wanted, or one like it that is not taken yet.
    std::string take(std::string_view wanted);

private:
    const SqlDialect& dialect_;
    std::set<std::string> taken_;
};

/// How well a node's scores are known, as in iiindex::Precision.
struct Known {
    Term tolerance = 0;
    Term largest = 0;
};

/// The line of an indicator along which values become scores, of what `t_` has: as iiindex::Scale.
struct Line {
    Term from = 0;
    Term span = 1;
    Term times = 1;
    Term plus = 0;
    std::optional<double> low, high;  ///< where scores are cut off
    bool is_own = false;              ///< from the worst to the best value of the period itself
    bool exponential = false;

    /// The score of a value before it is cut off; of an exponential one its logarithm.
    Term at(const Term& value) const { return (value - from) / span * times + plus; }
};

/// What the values of an indicator are between in each period, of what `t_` has.
struct Spread {
    Term least = 0;
    Term most = 0;
    Term summed = 0;  ///< how many numbers the ends of the line are sums of; 0 where they are values
};

/// A column that a step adds, and what is in it.
struct Added {
    std::string column;
    std::string is;
    std::string remark = {};  ///< before it, where it stands among others
};

/// A query as far as it is written: steps, each of which reads those before it. In a step `r_` is a unit's row and `t_`
/// its period's.
struct Draft {
    Draft(const Index& index, const SqlOptions& options);

    const Index& index;
    const SqlOptions& options;
    const SqlDialect& dialect;

    Names columns;
    std::string rows;              ///< the step that has the units as they are so far
    std::size_t width = 0;         ///< how many columns it has
    std::string periods;           ///< the step that has what is known of periods; empty: nothing that is no constant
    bool carried = false;          ///< what is known of a period stands in the rows of its units
    std::string times_there;       ///< the column that says how often a unit stands in its period
    std::string screened;          ///< the column that says who is left out of imputing; empty: nobody
    std::string number_of_period;  ///< a column; empty: formulas do not ask for it
    std::map<std::string, std::string> earlier;                  ///< what units had in earlier periods, and its column
    Term units = 0;                                              ///< rows that places are among, with values or not
    std::vector<std::pair<std::string, std::string>> groupings;  ///< a name and its column

    std::vector<std::string> inputs;           ///< by input, its column
    std::vector<std::string> values;           ///< by indicator, its column as prepared so far
    std::vector<std::string> untransformed;    ///< likewise, before it was transformed
    std::vector<Term> lost;                    ///< by indicator: last places of its largest value
    std::vector<std::string> joined_for_lost;  ///< by indicator: where a step has that, to be joined
    std::vector<Line> lines;                   ///< by indicator that has one
    std::vector<Spread> spreads;               ///< likewise
    std::vector<std::string> scores;           ///< by node, its column
    std::vector<std::optional<Known>> known;   ///< by node, before rounding; empty: not yet

    std::string quoted(std::string_view name) const;
    /// A name with dots between its parts, each quoted.
    std::string quoted_path(std::string_view name) const;
    std::string text(std::string_view text) const { return quoted_text(dialect, text); }
    /// A column of a row that goes by an alias.
    std::string in(std::string_view alias, const std::string& column) const {
        return fmt::format("{}.{}", alias, quoted(column));
    }
    std::string r(const std::string& column) const { return in("r_", column); }
    /// The same in a SELECT's list: ClickHouse may call a step's column by the alias as well unless it is named.
    std::string named(std::string_view alias, const std::string& column) const {
        return in(alias, column) + " AS " + quoted(column);
    }
    /// A number, but the query stops where a condition holds, and says why and of what.
    std::string stopped(const std::string& x, const std::string& when, const std::string& why,
                        const std::string& of) const;
    Term t(const std::string& column) const { return Term(in(carried ? "r_" : "t_", column)); }

    /// Adds a step and returns its name, quoted.
    std::string add(std::string_view wanted, std::string_view remark, const std::string& body);
    /// Adds columns to the units. `joined` stands after FROM.
    void extend_rows(std::string_view wanted, std::string_view remark, const std::vector<Added>& added,
                     std::string_view joined = {});
    /// The same of columns that may read what is known of the units' periods.
    void extend_rows_by_periods(std::string_view wanted, std::string_view remark, const std::vector<Added>& added);
    /// The same of the periods.
    void extend_periods(std::string_view wanted, std::string_view remark, const std::vector<Added>& added,
                        std::string_view joined = {});
    /// What brings `t` to each `r`.
    std::string with_periods() const;
    /// A step of what is known of the periods, which have had none before.
    void begin_periods(std::string_view wanted, std::string_view remark, const std::string& body,
                       std::vector<std::string> added);
    /// Sees to it that there is a row a period.
    void have_periods();
    /// Puts what is known of the periods into their units' rows, where the dialect would have few steps: each that is
    /// joined again is planned again, with all that it reads.
    void carry_periods();
    /// Finds the greatest of what the units of each period have.
    void find_greatest(std::string_view wanted, std::string_view remark, const std::vector<Added>& added);
    /// Puts what a step found of each period, or of all, to the periods.
    void join_to_periods(const std::string& column, const std::string& step, bool of_each);

    /// How many columns the widest step has.
    std::size_t widest() const { return std::max(width, of_periods_.size() + 1); }

    /// The steps, with WITH before them. `last` reads their end.
    std::string steps(const std::string& last) const;

private:
    /// A query as it is written, or columns that are added to those of another step.
    struct Step {
        std::string name, remark, body;
        std::string from = {}, joined = {};
        std::string_view alias = {};
        std::vector<Added> added = {};
    };

    /// Adds columns to a step's, in steps before where the dialect would have few, else in one behind. Returns the
    /// last.
    std::string extend(const std::string& from, std::string_view alias, std::string_view wanted,
                       std::string_view remark, std::vector<Added> added, std::string_view joined);
    /// The earliest step that a column may stand in; none: a new one.
    Step* place_for(const Added& column, const std::string& last, std::string_view joined);
    bool reads_periods(const std::vector<Added>& added) const;
    std::string body_of(const Step& step) const;
    /// By step, whether it is read often enough, and costs enough, that it should be worked out but once.
    std::vector<bool> kept(const std::string& last) const;

    Names step_names_;
    std::vector<Step> steps_;
    std::vector<std::string> of_periods_;  ///< the columns of periods
};

/// What a node is called in a remark.
std::string called(const Node& node);

/// A node's score and how well it is known once it is rounded.
Known after_rounding(const Node& node, const Known& known);
/// A score rounded half up.
///
/// score   a column
std::string round_half_up(const Draft& draft, const Node& node, const std::string& score);
/// Finds how well the scores of a node are known, and of all below it.
const Known& know(Draft& draft, std::size_t node);

// The steps, in their order.
void refuse_unstated(const Index& index, const SqlOptions& options);
void refuse_wide(const Draft& draft);
void read_table(Draft& draft);
void derive(Draft& draft);
void prepare(Draft& draft);
void find_scales(Draft& draft);
void take_scales(Draft& draft, const Result& from);
void normalise(Draft& draft);
void aggregate(Draft& draft, std::size_t node);
std::string ranked(Draft& draft);

/// Whether the ends of an indicator's line are the worst and the best value themselves.
bool ends_are_values(const Node& indicator);
/// What of a line the values do not decide.
Line settings_of(const Node& indicator);
/// Values as their scale is taken from them.
void transform(Draft& draft);

}  // namespace iiindex::detail::sql
