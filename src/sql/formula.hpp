#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/formula.hpp>

#include "sql/draft.hpp"

namespace iiindex::detail::sql {

/// A small change of what one name of a formula reads, to see what comes of it.
struct Moved {
    const Expression* name = nullptr;
    Term times = 1;
    Term plus = 0;
};

/// What a function makes of its arguments, {0}, {1} and so on; empty of those that see other rows, or that take any
/// number of arguments.
std::string_view sql_of(const FormulaFunction& function);

/// A formula over the units' rows. What sees all units of a period gets a step of its own.
class FormulaText {
public:
    /// column   of a unit's row, by place
    FormulaText(Draft& draft, const Expression& formula, std::function<std::string(std::size_t place)> column);

    /// The formula of a row `r`; none where it is too large for a number.
    std::string text(const Moved& moved = {});
    /// What must stand after the rows for that.
    const std::string& joined() const { return joined_; }
    /// Where it reads what may move: not in what sees all units.
    const std::vector<const Expression*>& names() const { return names_; }

private:
    /// The row of a unit that is looked back to: how many periods back in all after each step; empty: its own row.
    using Place = std::vector<std::size_t>;

    void find_earlier(const Expression& part, const Place& at, std::vector<Added>& found);
    std::string earlier(const std::string& column, const Place& at) const;
    std::string window(std::size_t back) const;
    void find_wholes(const Expression& part);
    void add_whole(const Expression& part);
    std::string part(const Expression& formula, const Place& at);
    std::string name(const Expression& formula, const Place& at);
    std::string call(const Expression& formula, const Place& at);
    std::string look_back(const Expression& formula, const Place& at);
    std::string whole(const Expression& formula, const Place& at);
    void join(const std::string& alias, const std::string& text);

    struct Whole {
        std::string step, column;
        std::size_t number = 0;
    };

    Draft& draft_;
    const Expression& formula_;
    std::function<std::string(std::size_t)> column_;
    std::map<const Expression*, Whole> wholes_;
    std::vector<const Expression*> names_;
    std::set<std::string> aliases_;
    std::string joined_;
    Moved moved_;
};

/// The least of two numbers of which either may be missing; 0 where both are.
std::string lesser_or_none(const std::string& a, const std::string& b);

}  // namespace iiindex::detail::sql
