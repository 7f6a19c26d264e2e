#include "load/table/meanings.hpp"

#include <string>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/table/joined.hpp"
#include "load/table/key_columns.hpp"
#include "load/table/reshape.hpp"
#include "load/table/transposed.hpp"

namespace iiindex::detail {
namespace {

void say_unit_column(const Text& text, const UnitColumn& found, std::vector<Problem>& warnings) {
    const Title& title = found.title;
    std::string what = said("units are named by the column without a title"), remedy = said("title it name");
    if (!title.text.empty()) {
        what = found.place.empty()
                   ? said("units are named by column '{}', as no title is known to be that of the units", title.text)
                   : said("units are named by column '{}', as column '{}' has the same in several rows", title.text,
                          found.place);
        remedy = said("title it name, or say --columns name={}", title.text);
    }
    warnings.push_back(text.problem({title.begin, title.length, std::move(what), std::move(remedy)}));
}

void say_period_column(const Text& text, const Title& title, std::vector<Problem>& warnings) {
    std::string what = said("the column without a title is taken for that of the periods"),
                remedy = said("title it period");
    if (!title.text.empty()) {
        what = said("column '{}' is taken for that of the periods", title.text);
        remedy = said("title it period, or say --columns period={}", title.text);
    }
    warnings.push_back(text.problem({title.begin, title.length, std::move(what), std::move(remedy)}));
}

void say_indicator_column(const Text& text, const Title& title, std::vector<Problem>& warnings) {
    warnings.push_back(
        text.problem({title.begin, title.length, said("column '{}' is taken for that of the indicators", title.text),
                      said("title it indicator, or say --columns indicator={}", title.text)}));
}

}  // namespace

TitleWords words_of(const Text& text, const Dialect& dialect, const LoadOptions& options, const Index& index,
                    std::vector<Problem>& warnings) {
    TitleWords words(index, options.columns);
    const auto [unit, period, code, indicator] = find_key_columns(text, dialect, words, options);
    if ((!unit && !period && !indicator) || has_joined_keys(text, dialect)) return words;
    auto columns = options.columns;
    if (unit) columns.emplace_back("name", unit->title.text);
    if (period) columns.emplace_back("period", period->text);
    if (code) columns.emplace_back("indicator code", code->text);
    if (indicator) columns.emplace_back("indicator", indicator->text);
    TitleWords found(index, columns);
    // A long table has indicators in a column, too.
    if (!is_in_other_shape(text, dialect, found, options) && is_transposed(text, dialect, words, options)) return words;
    if (unit) say_unit_column(text, *unit, warnings);
    if (period) say_period_column(text, *period, warnings);
    if (indicator) say_indicator_column(text, *indicator, warnings);
    return found;
}

}  // namespace iiindex::detail
