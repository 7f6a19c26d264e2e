#include <utility>

#include "ground/catalogue.hpp"
#include "present/coherence_tables.hpp"

namespace iiindex::detail {

TableBuilder& add_node(TableBuilder& table, const Subject& source, std::string_view code, std::string_view title,
                       const ReadRow<std::size_t>& number_of) {
    const auto code_of = [ source, number_of ](const void* row) -> const auto& {
        return source.node(number_of(row)).code;
    };
    const auto name_of = [ source, number_of ](const void* row) -> const auto& { return source.name(number_of(row)); };
    table.text(code, code, code_of).only_for(Audience::programs);
    return table.text(std::string(code) + "_name", title, name_of).wrapped();
}

TableBuilder& add_unit(TableBuilder& table, const Subject& source, const ReadRow<std::size_t>& row_of) {
    const auto code_of = [source, row_of](const void* row) { return source.code_of(row_of(row)); };
    const auto name_of = [source, row_of](const void* row) { return source.name_of(row_of(row)); };
    table.text("code", worded(source.language, "Code"), code_of).only_for(Audience::programs);
    return table.text("name", worded(source.language, "Name"), name_of);
}

TableBuilder& add_statistic(TableBuilder& table, std::string_view code, std::string_view title, int digits,
                            ReadRow<Statistic> of) {
    const auto number_of = [of = std::move(of)](const void* row) -> std::optional<double> {
        const Statistic statistic = of(row);
        return statistic.has_value() ? std::optional(statistic.number) : std::nullopt;
    };
    return table.number(code, title, number_of, digits);
}

TableBuilder& add_reason(TableBuilder& table, Language language, const ReadRow<NoValue>& of, Audience audience) {
    const std::string title = worded(language, "No value because");
    table.text("no_value", title, [of](const void* row) { return to_string(of(row)); }).only_for(Audience::programs);
    if (audience == Audience::programs) return table;
    const auto words = [of, language](const void* row) { return translated(to_string(of(row)), language); };
    return table.text("no_value_words", title, words).only_for(Audience::people);
}

}  // namespace iiindex::detail
